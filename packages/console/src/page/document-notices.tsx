import { Alert, Anchor, Text } from '@mantine/core';
import { IconAlertCircle } from '@tabler/icons-react';
import type { ConfigDocument } from '../functions/config-store.ts';
import { storageWords } from './storage-words.ts';
import { useTranslation } from './translate.tsx';

interface DocumentNoticesProps {
  readonly document: ConfigDocument;
  readonly discard: () => Promise<void>;
}

/** Says what is unusual about the file of a document. */
export function DocumentNotices({ document, discard }: DocumentNoticesProps) {
  const { t } = useTranslation();
  return (
    <>
      {document.problem !== undefined && (
        <Alert
          color="red"
          icon={<IconAlertCircle />}
          mb="md"
          title={t('{file} cannot be read', { file: document.file })}
        >
          <Text size="sm">{t(storageWords[document.problem])}</Text>
        </Alert>
      )}
      {document.draftLeft !== undefined && (
        <Alert color="orange" icon={<IconAlertCircle />} mb="md">
          <Text size="sm">
            {t('The same config also remains in {draft}. Delete that file.', {
              draft: document.draftLeft,
            })}
          </Text>
        </Alert>
      )}
      {document.fileChanged && (
        <Alert color="orange" icon={<IconAlertCircle />} mb="md" title={t('The file has changed')}>
          <Text size="sm">
            {t('{file} changed after you started this draft. Saving overwrites it.', {
              file: document.file,
            })}{' '}
            <Anchor component="button" type="button" size="sm" onClick={() => void discard()}>
              {t('Load the file instead')}
            </Anchor>
          </Text>
        </Alert>
      )}
    </>
  );
}
