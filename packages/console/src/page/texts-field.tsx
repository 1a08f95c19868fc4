import { TagsInput } from '@mantine/core';
import type { FieldProps } from './fields.tsx';
import { useTranslation } from './translate.tsx';

/** A list of short texts in one field. An empty list is none. */
export function TextsField(props: FieldProps) {
  const { id, label, description, isRequired, value, error, onChange } = props;
  const { t } = useTranslation();
  return (
    <TagsInput
      id={id}
      label={label}
      description={description}
      placeholder={t('Type one and press Enter')}
      required={isRequired}
      value={Array.isArray(value) ? (value as string[]) : []}
      error={error}
      splitChars={[',', ' ', ';']}
      acceptValueOnBlur
      onChange={(next) => onChange(next.length > 0 ? next : undefined)}
    />
  );
}
