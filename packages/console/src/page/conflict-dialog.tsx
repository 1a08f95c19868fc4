import { Button, Group, Modal, Stack, Text } from '@mantine/core';
import { useTranslation } from './translate.tsx';
import type { EditedConfig } from './use-config.ts';

/** Asks which version to keep if a config was changed in two places. */
export function ConflictDialog({ edited }: { readonly edited: EditedConfig }) {
  const { t } = useTranslation();
  const { theirs } = edited;
  return (
    <Modal
      opened={theirs !== undefined}
      onClose={() => undefined}
      withCloseButton={false}
      title={t('Changed in two places')}
      centered
    >
      <Stack gap="md">
        <Text size="sm">
          {t(
            'Another window or program changed this config while you were editing it. Nothing is lost yet: choose which version to keep.',
          )}
        </Text>
        <Group justify="flex-end">
          <Button variant="default" onClick={() => void edited.resolve('theirs')}>
            {t('Use the other version')}
          </Button>
          <Button onClick={() => void edited.resolve('mine')}>{t('Keep this version')}</Button>
        </Group>
      </Stack>
    </Modal>
  );
}
