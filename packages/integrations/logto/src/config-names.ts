/**
 * The fields that configs of Logto's own connectors name otherwise, by connector. The schemas of the other connectors
 * read such configs themselves.
 */
const ownNames: Readonly<Record<string, ReadonlyMap<string, string>>> = {
  // https://github.com/logto-io/logto/blob/master/packages/connectors/connector-vonage-sms/src/types.ts
  vonage: new Map([['brandName', 'from']]),
};

/** A config of Logto's own connector for the same provider as a config of ours. */
export function withOwnNames(id: string, config: unknown): unknown {
  const names = Object.hasOwn(ownNames, id) ? ownNames[id] : undefined;
  if (names === undefined || typeof config !== 'object' || config === null) return config;
  const entries = Object.entries(config).map(([key, value]): [string, unknown] => {
    const own = names.get(key);
    return [own === undefined || own in config ? key : own, value];
  });
  return Object.fromEntries(entries);
}
