import { Badge, Box, Group, Loader, SegmentedControl, Text, Title } from '@mantine/core';
import { useState } from 'react';
import { flushSync } from 'react-dom';
import type { Guide } from '../functions/guide.ts';
import { ConfigForm } from './config-form.tsx';
import { ConflictDialog } from './conflict-dialog.tsx';
import type { ConnectorFacts } from './connector-facts.ts';
import { CoverageStrip } from './coverage-strip.tsx';
import { JsonEditor } from './json-editor.tsx';
import { DocumentNotices } from './document-notices.tsx';
import { Done } from './done.tsx';
import { focusField, ProblemList } from './problem-list.tsx';
import { SaveBar } from './save-bar.tsx';
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
      <DocumentNotices document={document} discard={edited.discard} />
      {check !== undefined && (
        <CoverageStrip
          coverage={check.coverage}
          missing={check.missing}
          losing={check.losing}
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
        edited={edited}
        isValid={check?.valid === true}
        onRefused={() => setRefusals((count) => count + 1)}
        doneTitle={t('Done: {name} is set up', { name: connector.name })}
        done={(file, committed) => <Done connector={connector} file={file} committed={committed} />}
      />
      <ConflictDialog edited={edited} />
    </section>
  );
}
