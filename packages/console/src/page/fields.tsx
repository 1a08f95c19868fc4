import type { JsonSchema } from '@sms-connectors/core/json-schema';
import type { ComponentType, ReactElement } from 'react';
import { fieldLabel } from '../functions/field-labels.ts';
import { ChoiceField, NumberField, SecretField, TextField, TruthField } from './basic-fields.tsx';
import { FieldGroup } from './field-group.tsx';
import { FieldList } from './field-list.tsx';
import { problemsAt, useForm } from './form-context.ts';
import { type FieldKind, fieldKind, resolved } from './form-field.ts';
import { JsonField } from './json-field.tsx';
import { TextsField } from './texts-field.tsx';
import { useTranslation } from './translate.tsx';

type Members = Readonly<Record<string, unknown>>;

interface FieldsProps {
  /** The name of the schema that has the fields. */
  readonly type: string | undefined;
  readonly keys: readonly PropertyKey[];
  readonly members: readonly (readonly [string, JsonSchema])[];
  readonly required: readonly string[];
  readonly value: Members;
  readonly onChange: (value: Members) => void;
}

/** The fields of one object, each as its schema says. */
export function Fields({ type, keys, members, required, value, onChange }: FieldsProps) {
  const form = useForm();
  const { t } = useTranslation();
  return members.map(([name, given]) => {
    const { schema, type: owned } = resolved(form.root, given);
    const kind = fieldKind(schema);
    const path = [...keys, name];
    const isWhole = kind !== 'group' && kind !== 'list';
    const Field = fields[kind];
    return (
      <Field
        key={name}
        id={['root', ...path].join('_')}
        keys={path}
        label={t(fieldLabel(name))}
        description={form.describe(type, name, schema.description)}
        schema={schema}
        type={owned}
        isRequired={required.includes(name)}
        value={value[name]}
        error={problemsAt(form, path, isWhole)}
        onChange={(next) => {
          const { [name]: _before, ...others } = value;
          onChange(next === undefined ? others : { ...value, [name]: next });
        }}
      />
    );
  });
}

/** One field of a form. */
export interface FieldProps {
  readonly id: string;
  readonly keys: readonly PropertyKey[];
  readonly label: string;
  readonly description: ReactElement;
  readonly schema: JsonSchema;
  /** The name of the schema. */
  readonly type: string | undefined;
  readonly isRequired: boolean;
  readonly value: unknown;
  readonly error: string | undefined;
  /** `undefined`: the field is empty. */
  readonly onChange: (value: unknown) => void;
}

const fields: Readonly<Record<FieldKind, ComponentType<FieldProps>>> = {
  text: TextField,
  secret: SecretField,
  number: NumberField,
  choice: ChoiceField,
  truth: TruthField,
  texts: TextsField,
  list: FieldList,
  group: FieldGroup,
  json: JsonField,
};
