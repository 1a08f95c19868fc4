import type { JsonSchema } from '@sms-connectors/core/json-schema';
import { Textarea } from '@mantine/core';
import { useEffect, useState } from 'react';
import { anyName, dots } from '../functions/paths.ts';
import type { FieldProps } from './fields.tsx';
import { exampleOf } from './form-field.ts';
import { hideSecrets, restoreSecrets } from './hidden-secrets.ts';
import { useTranslation } from './translate.tsx';
import type { Config } from './document-api.ts';

/** A value of any form, or an object with names of the user's choice, as JSON. Its secrets are dots. */
export function JsonField(props: FieldProps) {
  const { id, label, description, schema, isRequired, value: given, error, onChange } = props;
  const { t } = useTranslation();
  const secrets = isSecret(schema.additionalProperties) ? [[anyName]] : [];
  const written =
    given === undefined ? '' : JSON.stringify(hideSecrets(given as Config, secrets), undefined, 2);
  const [text, setText] = useState(written);
  const parsed = parse(text);
  const restored = parsed && restoreSecrets(parsed, Object(given) as Config, secrets);
  useEffect(() => {
    // What was typed stays as it is, as long as it means the same.
    if (JSON.stringify(restored) !== JSON.stringify(given)) setText(written);
    // eslint-disable-next-line react/exhaustive-deps -- typing alone must not rewrite the text
  }, [written]);
  const type = (next: string): void => {
    setText(next);
    const value = parse(next);
    if (value !== null) {
      onChange(value && restoreSecrets(value, Object(given) as Config, secrets));
    }
  };
  const problem = parsed === null ? t('Not valid JSON.') : error;
  return (
    <Textarea
      id={id}
      className="json"
      label={label}
      description={description}
      placeholder={exampleOf(schema)}
      required={isRequired}
      autosize
      minRows={2}
      spellCheck={false}
      value={text}
      error={problem}
      onChange={({ currentTarget }) => type(currentTarget.value)}
      onBlur={() => secrets.length > 0 && restored && setText(withoutValues(text, restored))}
    />
  );
}

function isSecret(schema: JsonSchema['additionalProperties']): boolean {
  return typeof schema === 'object' && schema.writeOnly === true;
}

/** The text with dots in place of values. Nothing else of it changes, so that nothing moves under the pointer. */
function withoutValues(text: string, values: Config): string {
  return Object.values(values).reduce<string>(
    (hidden, value) => hidden.replaceAll(JSON.stringify(value), JSON.stringify(dots)),
    text,
  );
}

/** The object that a text has, `undefined` for an empty one, and `null` for anything else. */
function parse(text: string): Config | undefined | null {
  if (text.trim() === '') return undefined;
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'object' ? (value as Config | null) : null;
  } catch {
    return null;
  }
}
