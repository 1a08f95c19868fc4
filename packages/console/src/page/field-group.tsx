import { Stack, Text } from '@mantine/core';
import type { ObjectFieldTemplateProps } from '@rjsf/utils';
import { useState } from 'react';

/** The fields of an object in the config, folded away until they have a value or a problem. */
export function FieldGroup(props: ObjectFieldTemplateProps) {
  const { title, uiSchema, properties, formData, errorSchema } = props;
  const [hasBegun] = useState(() => Object.keys((formData ?? {}) as object).length > 0);
  const [isOpen, setOpen] = useState(hasBegun);
  const hasProblem = Object.keys(errorSchema ?? {}).length > 0;
  return (
    <details
      className="field-group"
      open={isOpen || hasProblem}
      onToggle={({ currentTarget }) => setOpen(currentTarget.open)}
    >
      <summary>
        <span className="field-name">{title}</span>
        <Text size="xs" c="dimmed">
          {uiSchema?.['ui:description']}
        </Text>
      </summary>
      <Stack gap="md" mt="sm">
        {properties
          .filter(({ hidden }) => !hidden)
          .map(({ name, content }) => (
            <div key={name}>{content}</div>
          ))}
      </Stack>
    </details>
  );
}
