import { Button, Group, Modal, Text } from '@mantine/core';
import { IconDeviceFloppy } from '@tabler/icons-react';
import { type ReactNode, useState } from 'react';
import { InvalidRequest } from './client.ts';
import { storageWords } from './storage-words.ts';
import { type Translate, useTranslation } from './translate.tsx';
import type { EditedConfig } from './use-config.ts';

interface SaveBarProps {
  readonly edited: EditedConfig;
  readonly onRefused: () => void;
  readonly doneTitle: string;
  /** What to do with the saved file. */
  readonly done: (file: string, committed: boolean) => ReactNode;
}

/** Shows whether the document is saved, and the Save and Done button. */
export function SaveBar({ edited, onRefused, doneTitle, done }: SaveBarProps) {
  const { t } = useTranslation();
  const { document } = edited;
  const [saved, setSaved] = useState<{ readonly committed: boolean }>();
  const [isSaving, setSaving] = useState(false);
  const save = async (): Promise<void> => {
    setSaving(true);
    try {
      setSaved(await edited.save());
    } catch (error) {
      // The server refused the config.
      if (!(error instanceof InvalidRequest)) throw error;
      onRefused();
    } finally {
      setSaving(false);
    }
  };
  const file = document?.file ?? '';
  const trouble = troubleOf(edited, t);
  const isStale = document?.fileChanged === true;
  return (
    <div className="save-bar">
      <Group justify="space-between" gap="sm">
        <Group gap="xs" flex="1 1 14rem" wrap="nowrap" justify="space-between">
          <Text
            size="xs"
            c={trouble !== undefined ? 'red' : isStale ? 'orange' : 'dimmed'}
            role="status"
          >
            {trouble !== undefined
              ? trouble
              : isStale
                ? t('{file} changed after you started this draft. Saving overwrites it.', { file })
                : document?.origin === 'saved'
                  ? t('Saved in {file}', { file })
                  : document?.origin === 'draft'
                    ? t('Draft kept on this machine')
                    : t('Not saved yet')}
          </Text>
          {document?.origin === 'draft' && (
            <Button
              variant="subtle"
              color="gray"
              size="compact-xs"
              flex="none"
              onClick={() => void edited.discard()}
            >
              {t('Discard the draft')}
            </Button>
          )}
        </Group>
        <Button
          size="sm"
          className="save-button"
          leftSection={<IconDeviceFloppy size={17} aria-hidden />}
          loading={isSaving}
          onClick={() => void save()}
        >
          {t('Save and Done')}
        </Button>
      </Group>
      <Modal
        opened={saved !== undefined}
        onClose={() => setSaved(undefined)}
        title={doneTitle}
        centered
        size="44rem"
        closeButtonProps={{ 'aria-label': t('Close') }}
      >
        {done(file, saved?.committed === true)}
      </Modal>
    </div>
  );
}

/** What went wrong, why, and where the changes are now. */
function troubleOf(
  { document, failure, draftProblem }: EditedConfig,
  t: Translate,
): string | undefined {
  const problem = failure?.problem ?? draftProblem;
  if (problem === undefined) {
    return failure === undefined ? undefined : t('The console is not responding');
  }
  const what =
    failure === undefined
      ? t('The draft was not stored.')
      : failure.work === 'save'
        ? t('{file} was not saved.', { file: document?.file })
        : t('The draft was not deleted.');
  const now =
    draftProblem === undefined
      ? t('Your draft is kept.')
      : t('Your changes exist only in this page.');
  return [what, t(storageWords[problem]), now].join(' ');
}
