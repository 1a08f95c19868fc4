import { Button, Group, Modal, Stack, Table, Text } from '@mantine/core';
import { differencesOf } from '../functions/differences.ts';
import { anyName, dots, type Paths } from '../functions/paths.ts';
import { pathWords } from './path-words.ts';
import { useTranslation } from './translate.tsx';
import type { EditedConfig } from './use-config.ts';

interface ConflictDialogProps {
  readonly edited: EditedConfig;
  /** The paths of the secrets, which are not shown. */
  readonly secrets?: Paths;
}

/** Asks which version to keep if a config was changed in two places, and shows where they differ. */
export function ConflictDialog({ edited, secrets = [] }: ConflictDialogProps) {
  const { t } = useTranslation();
  const { config = {}, theirs } = edited;
  const differences = differencesOf(config, theirs?.config);
  const shown = (value: unknown, keys: readonly PropertyKey[]): string => {
    if (value === undefined) return t('none');
    if (holdsSecret(keys, secrets)) return dots;
    return typeof value === 'string' ? value : JSON.stringify(value);
  };
  return (
    <Modal
      opened={theirs !== undefined}
      onClose={() => undefined}
      withCloseButton={false}
      title={t('Changed in two places')}
      centered
      size="44rem"
    >
      <Stack gap="md">
        <Text size="sm">
          {t(
            'Another window or program changed this config while you were editing it. Nothing is lost yet: choose which version to keep.',
          )}
        </Text>
        <Table className="differences" verticalSpacing={4}>
          <Table.Thead>
            <Table.Tr>
              <Table.Th>{t('Field')}</Table.Th>
              <Table.Th>{t('This version')}</Table.Th>
              <Table.Th>{t('The other version')}</Table.Th>
            </Table.Tr>
          </Table.Thead>
          <Table.Tbody>
            {differences.map(({ keys, mine, theirs: other }) => (
              <Table.Tr key={keys.join('.')}>
                <Table.Th scope="row">{pathWords(keys, t)}</Table.Th>
                <Table.Td className="rendered">{shown(mine, keys)}</Table.Td>
                <Table.Td className="rendered">{shown(other, keys)}</Table.Td>
              </Table.Tr>
            ))}
          </Table.Tbody>
        </Table>
        <Group justify="flex-end">
          <Button variant="default" onClick={() => void edited.resolve('theirs')}>
            {t('Use the other version')}
          </Button>
          {/* What was typed here exists nowhere else. */}
          <Button data-autofocus onClick={() => void edited.resolve('mine')}>
            {t('Keep this version')}
          </Button>
        </Group>
      </Stack>
    </Modal>
  );
}

/** Whether a value is a secret, or has one in it. */
function holdsSecret(keys: readonly PropertyKey[], secrets: Paths): boolean {
  return secrets.some((path) =>
    path.every((name, at) => at >= keys.length || name === anyName || name === String(keys[at])),
  );
}
