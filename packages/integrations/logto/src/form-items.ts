import { type ConnectorConfigFormItem, ConnectorConfigFormItemType } from '@logto/connector-kit';
import { type JsonSchema, jsonSchemaOf } from '@sms-connectors/core/json-schema';
import type { AnyConnectorFactory } from '@sms-connectors/core';
import { exampleTemplates } from './example-templates.ts';
import { labelOf } from './label.ts';

/** The fields of Logto's form, from the schema of the config. */
export function formItemsOf(factory: AnyConnectorFactory): readonly ConnectorConfigFormItem[] {
  const { properties = {}, required = [] } = jsonSchemaOf(factory.configSchema);
  return Object.entries(properties).map(([key, property]): ConnectorConfigFormItem => {
    const schema = Object(property) as JsonSchema;
    const isRequired = required.includes(key);
    const defaultValue =
      key === 'templates' && isRequired ? exampleTemplates(factory.manifest) : schema.default;
    return {
      key,
      label: labelOf(key),
      required: isRequired,
      ...(schema.description !== undefined && { description: plain(schema.description) }),
      ...(defaultValue !== undefined && { defaultValue }),
      ...inputOf(schema),
    };
  });
}

type Input =
  | {
      readonly type: ConnectorConfigFormItemType.Select;
      readonly selectItems: { value: string; title: string }[];
    }
  | {
      readonly type: ConnectorConfigFormItemType.Text;
      readonly placeholder?: string;
      readonly isConfidential?: true;
    }
  | {
      readonly type:
        | ConnectorConfigFormItemType.Json
        | ConnectorConfigFormItemType.Number
        | ConnectorConfigFormItemType.Switch;
    };

function inputOf({ type, enum: values, examples, writeOnly }: JsonSchema): Input {
  if (type === 'boolean') return { type: ConnectorConfigFormItemType.Switch };
  if (type === 'integer' || type === 'number') return { type: ConnectorConfigFormItemType.Number };
  if (type !== 'string') return { type: ConnectorConfigFormItemType.Json };
  if (values !== undefined) {
    const selectItems = values.map((value) => ({ value: `${value}`, title: `${value}` }));
    return { type: ConnectorConfigFormItemType.Select, selectItems };
  }
  const example: unknown = examples?.[0];
  return {
    type: ConnectorConfigFormItemType.Text,
    ...(typeof example === 'string' && { placeholder: example }),
    ...(writeOnly === true && { isConfidential: true }),
  };
}

/** Logto's Console shows descriptions as they are, without Markdown. */
function plain(markdown: string): string {
  return markdown.replaceAll(/\*\*|`/g, '');
}
