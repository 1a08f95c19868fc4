import type { ConnectorConfigFormItem } from '@logto/connector-kit';

/**
 * A config without the optional fields that are empty in Logto's form: its Console saves `{}` for JSON, and `null` for
 * a number.
 * @see https://github.com/logto-io/logto/blob/master/packages/console/src/utils/connector-form.ts
 */
export function withoutUnsetFields(
  formItems: readonly ConnectorConfigFormItem[],
  config: unknown,
): unknown {
  if (typeof config !== 'object' || config === null || Array.isArray(config)) return config;
  const optional = new Set(formItems.filter(({ required }) => !required).map(({ key }) => key));
  return Object.fromEntries(
    Object.entries(config).filter(([key, value]) => !(optional.has(key) && isUnset(value))),
  );
}

function isUnset(value: unknown): boolean {
  return (
    value === null ||
    (typeof value === 'object' && !Array.isArray(value) && Object.keys(value).length === 0)
  );
}
