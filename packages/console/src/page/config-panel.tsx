import {
  Alert,
  Anchor,
  Badge,
  Box,
  Group,
  Loader,
  SegmentedControl,
  Text,
  Title,
} from '@mantine/core';
import { IconAlertCircle } from '@tabler/icons-react';
import { useState } from 'react';
import { flushSync } from 'react-dom';
import type { Guide } from '../functions/guide.ts';
import { ConfigForm } from './config-form.tsx';
import { ConflictDialog } from './conflict-dialog.tsx';
import type { ConnectorFacts } from './connector-facts.ts';
import { CoverageStrip } from './coverage-strip.tsx';
import { JsonEditor } from './json-editor.tsx';
import { focusField, ProblemList } from './problem-list.tsx';
import { SaveBar } from './save-bar.tsx';
import { storageWords } from './storage-words.ts';
import { useTranslation } from './translate.tsx';
import { useCheck } from './use-check.ts';
import type { EditedConfig } from './use-config.ts';

export interface ConfigPanelProps {
  readonly connector: ConnectorFacts;
  readonly edited: EditedConfig;
  readonly guide: Guide | null | undefined;
}

/** A connector's config: form or JSON, problems, coverage, and Save and Done. */
export function ConfigPanel({ connector, edited, guide }: ConfigPanelProps) {
  const { t } = useTranslation();
  const { config, document } = edited;
  const [view, setView] = useState<'form' | 'json'>('form');
  const check = useCheck(connector.id, config);
  const [refusals, setRefusals] = useState(0);
  // Do not show problems of untouched fields: wait until the user saves, or edits a saved config.
  const isStarted = refusals > 0 || document?.origin !== 'none';
  const problems = isStarted ? (check?.issues ?? []) : [];
  if (config === undefined || document === undefined || guide === undefined) {
    return (
      <div className="card">
        <Loader aria-label={t('Loading')} />
      </div>
    );
  }
  return (
    <section className="card" aria-labelledby="config-title">
      <Group justify="space-between" align="flex-start" mb="md" gap="xs">
        <Box flex="1 1 260px">
          <Group gap="xs">
            <Title order={2} size="h3" id="config-title">
              {connector.name}
            </Title>
            <Badge variant="light" size="sm" color={document.origin === 'saved' ? 'teal' : 'gray'}>
              {document.origin === 'saved'
                ? t('Saved')
                : document.origin === 'draft'
                  ? t('Draft')
                  : t('New')}
            </Badge>
          </Group>
          <Text size="sm" c="dimmed">
            {guide?.description ?? connector.description}
          </Text>
        </Box>
        <SegmentedControl
          size="xs"
          value={view}
          onChange={(value) => setView(value)}
          data={[
            { value: 'form', label: t('Form') },
            { value: 'json', label: 'JSON' },
          ]}
          aria-label={t('How to edit')}
        />
      </Group>
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
            <Anchor
              component="button"
              type="button"
              size="sm"
              onClick={() => void edited.discard()}
            >
              {t('Load the file instead')}
            </Anchor>
          </Text>
        </Alert>
      )}
      {check !== undefined && (
        <CoverageStrip
          coverage={check.coverage}
          missing={check.missing}
          config={config}
          change={edited.change}
        />
      )}
      <ProblemList
        problems={problems}
        guide={guide}
        refusals={refusals}
        onChoose={(problem) => {
          // The JSON editor has no fields to focus.
          flushSync(() => setView('form'));
          focusField(problem);
        }}
      />
      {view === 'form' ? (
        <ConfigForm
          schema={connector.schema}
          guide={guide}
          config={config}
          problems={problems}
          onChange={edited.change}
        />
      ) : (
        <JsonEditor config={config} secrets={connector.secrets} onChange={edited.change} />
      )}
      <SaveBar
        connector={connector}
        edited={edited}
        isValid={check?.valid === true}
        onRefused={() => setRefusals((count) => count + 1)}
      />
      <ConflictDialog edited={edited} />
    </section>
  );
}
