import { Checkbox, NativeSelect, PasswordInput, TextInput } from '@mantine/core';
import { useState } from 'react';
import { FieldLabel } from './field-label.tsx';
import type { FieldProps } from './fields.tsx';
import { exampleOf } from './form-field.ts';
import { useTranslation } from './translate.tsx';

export function TextField(props: FieldProps) {
  const { value, onChange } = props;
  return (
    <TextInput
      {...shared(props)}
      value={textOf(value)}
      onChange={({ currentTarget }) => onChange(currentTarget.value || undefined)}
    />
  );
}

export function SecretField(props: FieldProps) {
  const { label, value, onChange } = props;
  const { t } = useTranslation();
  return (
    <PasswordInput
      {...shared(props)}
      autoComplete="off"
      // Mantine's own has no tab stop.
      visibilityToggleButtonProps={{
        'aria-label': t('Show or hide {name}', { name: label }),
        tabIndex: 0,
      }}
      value={textOf(value)}
      onChange={({ currentTarget }) => onChange(currentTarget.value || undefined)}
    />
  );
}

export function NumberField(props: FieldProps) {
  const { value, onChange } = props;
  const [typed, setTyped] = useState('');
  return (
    <TextInput
      {...shared(props)}
      inputMode="decimal"
      // `0.` means 0, but is on the way to 0.1.
      value={numberOf(typed) === value ? typed : textOf(value)}
      onChange={({ currentTarget }) => {
        setTyped(currentTarget.value);
        onChange(numberOf(currentTarget.value));
      }}
    />
  );
}

export function ChoiceField(props: FieldProps) {
  const { schema, value, onChange } = props;
  const { t } = useTranslation();
  const standard = textOf(schema.default);
  const none = standard === '' ? t('none') : t('{value} (default)', { value: standard });
  return (
    <NativeSelect
      {...shared(props)}
      data={[{ value: '', label: none }, ...(schema.enum ?? []).map(textOf)]}
      value={textOf(value)}
      onChange={({ currentTarget }) => onChange(currentTarget.value || undefined)}
    />
  );
}

export function TruthField({ id, label, description, value, error, onChange }: FieldProps) {
  return (
    <Checkbox
      id={id}
      label={label}
      description={description}
      error={error}
      checked={value === true}
      onChange={({ currentTarget }) => onChange(currentTarget.checked)}
    />
  );
}

function shared({ id, label, description, schema, isRequired, value, error }: FieldProps) {
  const isRight = value !== undefined && error === undefined;
  return {
    id,
    label: <FieldLabel label={label} isRight={isRight} />,
    description,
    placeholder: exampleOf(schema),
    required: isRequired,
    error,
    spellCheck: false,
  };
}

function textOf(value: unknown): string {
  return typeof value === 'string' || typeof value === 'number' ? String(value) : '';
}

/** What is no number stays a text, so that it is refused with a reason. */
function numberOf(typed: string): number | string | undefined {
  if (typed.trim() === '') return undefined;
  const value = Number(typed);
  return Number.isFinite(value) ? value : typed;
}
