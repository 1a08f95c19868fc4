import { TagsInput } from '@mantine/core';
import type { WidgetProps } from '@rjsf/utils';
import type { FormContext } from './config-form.tsx';
import { useTranslation } from './translate.tsx';

/** A list of short texts in one field. An empty list is none. */
export function TextsWidget({
  id,
  label,
  value,
  required,
  options,
  rawErrors,
  onChange,
  registry,
}: WidgetProps) {
  const { t } = useTranslation();
  const { texts } = registry.formContext as FormContext;
  const below = texts.filter((each) => each.id.startsWith(`${id}_`)).map(({ text }) => text);
  const errors = [...new Set([...(rawErrors ?? []), ...below])];
  return (
    <TagsInput
      id={id}
      label={label}
      description={options.description}
      placeholder={t('Type one and press Enter')}
      required={required === true}
      value={Array.isArray(value) ? (value as string[]) : []}
      error={errors.length > 0 && errors.join(' ')}
      splitChars={[',', ' ', ';']}
      acceptValueOnBlur
      onChange={(next) => onChange(next.length > 0 ? next : undefined)}
    />
  );
}
