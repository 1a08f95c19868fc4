import type { ConnectorConfigFormItem, ConnectorMetadata } from '@logto/connector-kit';

interface Facts {
  readonly id: string;
  readonly name: string;
  readonly description: string;
  readonly formItems: readonly ConnectorConfigFormItem[];
}

/** What Logto's Console shows. The id differs from those of Logto's own connectors: Logto refuses two with one id. */
export function metadataOf({ id, name, description, formItems }: Facts): ConnectorMetadata {
  return {
    id: `sms-connectors-${id}`,
    target: `sms-connectors-${id}`,
    platform: null,
    name: { en: name },
    description: { en: description },
    logo: './logo.svg',
    logoDark: null,
    readme: './README.md',
    formItems: [...formItems],
  };
}
