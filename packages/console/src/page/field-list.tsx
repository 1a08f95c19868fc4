import type { JsonSchema } from '@sms-connectors/core/json-schema';
import { Button, Group, Paper, Stack, Text, Title } from '@mantine/core';
import { IconPlus, IconTrash } from '@tabler/icons-react';
import { type FieldProps, Fields } from './fields.tsx';
import { useForm } from './form-context.ts';
import { membersOf, resolved } from './form-field.ts';
import { useTranslation } from './translate.tsx';

/** Several objects of one form. An empty list is none. */
export function FieldList(props: FieldProps) {
  const { id, keys, label, description, schema, value, error, onChange } = props;
  const { t } = useTranslation();
  const { root } = useForm();
  const { schema: item, type } = resolved(root, schema.items as JsonSchema);
  const values = Array.isArray(value) ? (value as readonly unknown[]) : [];
  const change = (next: readonly unknown[]): void => onChange(next.length > 0 ? next : undefined);
  return (
    <Stack gap="sm" mt="xs" role="group" aria-label={label} id={id} tabIndex={-1}>
      <div>
        <Title order={4} size="h5">
          {label}
        </Title>
        <Text size="xs" c="dimmed">
          {description}
        </Text>
        {error !== undefined && (
          <Text size="xs" c="red">
            {error}
          </Text>
        )}
      </div>
      {values.map((each, index) => (
        <Paper
          // Entries have no names; one keeps its place.
          key={index}
          withBorder
          p="sm"
          radius="md"
          className="list-item"
          role="group"
          aria-label={`${index + 1}`}
        >
          <div className="list-fields">
            <Fields
              type={type}
              keys={[...keys, index]}
              members={membersOf(item)}
              required={item.required ?? []}
              value={Object(each) as Readonly<Record<string, unknown>>}
              onChange={(changed) => change(values.with(index, changed))}
            />
          </div>
          <Group justify="flex-end" mt={6}>
            <Button
              variant="subtle"
              color="red"
              size="compact-xs"
              leftSection={<IconTrash size={14} aria-hidden />}
              onClick={() => change(values.toSpliced(index, 1))}
            >
              {t('Remove')}
            </Button>
          </Group>
        </Paper>
      ))}
      <Group>
        <Button
          variant="light"
          size="xs"
          leftSection={<IconPlus size={14} aria-hidden />}
          onClick={() => change([...values, {}])}
        >
          {t('Add an entry')}
        </Button>
      </Group>
    </Stack>
  );
}
