import { Stack, Text } from '@mantine/core';
import { useState } from 'react';
import { type FieldProps, Fields } from './fields.tsx';
import { problemsAt, useForm } from './form-context.ts';
import { membersOf } from './form-field.ts';

/** The fields of an object in the config, folded away until they have a value or a problem. An empty object is none. */
export function FieldGroup(props: FieldProps) {
  const { id, keys, label, description, schema, type, value, error, onChange } = props;
  const form = useForm();
  const members = Object(value) as Readonly<Record<string, unknown>>;
  const [hasBegun] = useState(() => Object.keys(members).length > 0);
  const [isOpen, setOpen] = useState(hasBegun);
  const hasProblem = problemsAt(form, keys, true) !== undefined;
  return (
    <details
      className="field-group"
      open={isOpen || hasProblem}
      onToggle={({ currentTarget }) => setOpen(currentTarget.open)}
    >
      <summary id={id}>
        {label}
        <Text size="xs" c="dimmed">
          {description}
        </Text>
      </summary>
      {error !== undefined && (
        <Text size="xs" c="red">
          {error}
        </Text>
      )}
      <Stack gap="md" mt="sm">
        <Fields
          type={type}
          keys={keys}
          members={membersOf(schema)}
          required={schema.required ?? []}
          value={members}
          onChange={(next) => onChange(Object.keys(next).length > 0 ? next : undefined)}
        />
      </Stack>
    </details>
  );
}
