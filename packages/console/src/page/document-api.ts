import type { ConfigDocument } from '../functions/config-store.ts';
import { bodyOf, client } from './client.ts';

export type Config = Readonly<Record<string, unknown>>;

/** Another window was first; `current` is what it wrote. */
interface Conflict {
  readonly conflict: true;
  readonly current: ConfigDocument;
}

/** Reads and writes one document of the console: a connector's config, or the delivery plan. */
export interface DocumentApi {
  readonly read: () => Promise<ConfigDocument>;
  readonly writeDraft: (config: Config, version: string) => Promise<ConfigDocument | Conflict>;
  /** `committed` says whether Git would commit a file with credentials. */
  readonly save: (
    config: Config,
    version: string,
  ) => Promise<(ConfigDocument & { readonly committed?: boolean }) | Conflict>;
  readonly discard: (version: string) => Promise<ConfigDocument | Conflict>;
}

// The page may be closing.
const lasting = { init: { keepalive: true } } as const;

export function configApi(id: string): DocumentApi {
  const param = { id };
  const connector = client.connectors[':id'];
  return {
    read: () => bodyOf(connector.config.$get({ param })),
    writeDraft: (config, version) =>
      bodyOf(connector.draft.$put({ param, json: { config, version } }, lasting)),
    save: (config, version) => bodyOf(connector.config.$put({ param, json: { config, version } })),
    discard: (version) => bodyOf(connector.discard.$post({ param, json: { version } })),
  };
}

export const planApi: DocumentApi = {
  read: () => bodyOf(client.plan.$get()),
  writeDraft: (config, version) =>
    bodyOf(client.plan.draft.$put({ json: { config, version } }, lasting)),
  save: (config, version) => bodyOf(client.plan.$put({ json: { config, version } })),
  discard: (version) => bodyOf(client.plan.discard.$post({ json: { version } })),
};
