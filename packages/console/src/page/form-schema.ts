import type { RJSFSchema, UiSchema } from '@rjsf/utils';
import type { ReactElement } from 'react';
import type { Describe } from './field-descriptions.tsx';
import { FieldGroup } from './field-group.tsx';
import { TemplateFields } from './template-fields.tsx';

/** Adapts the config's schema to the form library: removes what it would suggest or fill in. */
export function formSchema(schema: RJSFSchema): RJSFSchema {
  return JSON.parse(
    JSON.stringify(schema, (key, value: unknown) => {
      const isField = typeof value === 'object' && value !== null && 'examples' in value;
      return isField && key !== 'properties' ? { ...value, examples: undefined } : value;
    }),
  ) as RJSFSchema;
}

/** Derives how each field is shown from the schema alone. */
export function formUiSchema(schema: RJSFSchema, describe: Describe): UiSchema {
  const definitions = (schema.$defs ?? {}) as Readonly<Record<string, RJSFSchema>>;

  const fieldsOf = (type: string | undefined, properties: object): Record<string, UiSchema> =>
    Object.fromEntries(
      Object.entries(properties).map(([name, field]) => [
        name,
        uiOf(field as RJSFSchema, describe(type, name, (field as RJSFSchema).description)),
      ]),
    );

  const uiOf = (field: RJSFSchema, description: ReactElement | undefined): UiSchema => {
    const type = field.$ref?.split('/').at(-1);
    const { properties, items, ...facts } = (type && definitions[type]) || field;
    if (properties !== undefined) {
      const ui = fieldsOf(type, properties);
      if (!('content' in ui && 'usageType' in ui))
        return description === undefined
          ? ui
          : { ...ui, ...grouped, 'ui:description': description as unknown as string };
      const content = { ...ui['content'], ...longText };
      return { ...ui, content, 'ui:ObjectFieldTemplate': TemplateFields };
    }
    return {
      ...(typeof items === 'object' && { items: uiOf(items, undefined) }),
      ...((items as RJSFSchema | undefined)?.type === 'string' && { 'ui:widget': 'texts' }),
      ...(facts.writeOnly === true && { 'ui:widget': 'password', 'ui:autocomplete': 'off' }),
      'ui:placeholder': exampleOf(facts) ?? '',
      // The form accepts any React node here, although its types do not.
      ...(description !== undefined && { 'ui:description': description as unknown as string }),
    };
  };

  return {
    ...fieldsOf(undefined, schema.properties ?? {}),
    'ui:submitButtonOptions': { norender: true },
  };
}

function exampleOf({ default: standard, examples }: RJSFSchema): string | undefined {
  const example: unknown = standard ?? (Array.isArray(examples) ? examples[0] : undefined);
  return ['string', 'number'].includes(typeof example) ? String(example) : undefined;
}

const grouped = { 'ui:ObjectFieldTemplate': FieldGroup } as const;
const longText = { 'ui:widget': 'textarea', 'ui:autosize': true, 'ui:minRows': 2 } as const;
