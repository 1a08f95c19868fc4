import { Box, Select, Text } from '@mantine/core';
import { IconPlug } from '@tabler/icons-react';
import type { ConnectorFacts } from './connector-facts.ts';
import { useTranslation } from './translate.tsx';

interface ConnectorPickerProps {
  readonly connectors: readonly ConnectorFacts[];
  readonly chosen: ConnectorFacts;
  readonly onChoose: (id: string) => void;
}

/** Chooses a connector by typing a part of its name, its ID or its package. */
export function ConnectorPicker({ connectors, chosen, onChoose }: ConnectorPickerProps) {
  const { t } = useTranslation();
  const packageOf = new Map(connectors.map(({ id, packageName }) => [id, packageName]));
  return (
    <Select
      className="connector-picker"
      aria-label={t('Connector')}
      leftSection={<IconPlug size={16} aria-hidden />}
      data={connectors.map(({ id, name }) => ({ value: id, label: name }))}
      value={chosen.id}
      onChange={(id) => id !== null && onChoose(id)}
      searchable
      allowDeselect={false}
      selectFirstOptionOnChange
      selectFirstOptionOnDropdownOpen
      nothingFoundMessage={t('No connector has this name')}
      maxDropdownHeight={420}
      comboboxProps={{ width: 300, position: 'bottom-start' }}
      // What was chosen is replaced by what is typed.
      onFocus={({ currentTarget }) => currentTarget.select()}
      filter={({ options, search }) =>
        options.filter(
          (option) =>
            'value' in option &&
            [option.label, option.value, packageOf.get(option.value) ?? ''].some((words) =>
              words.toLowerCase().includes(search.trim().toLowerCase()),
            ),
        )
      }
      renderOption={({ option }) => (
        <Box>
          <Text size="sm">{option.label}</Text>
          <Text size="xs" c="inherit">
            {packageOf.get(option.value)}
          </Text>
        </Box>
      )}
    />
  );
}
