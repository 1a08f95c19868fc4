import { Badge, Container, Group, Loader, SegmentedControl, Text, Title } from '@mantine/core';
import { useMediaQuery } from '@mantine/hooks';
import { useMemo, useState } from 'react';
import { flushSync } from 'react-dom';
import { samplePayload } from '../functions/preview-templates.ts';
import { starterConfig } from '../functions/starter-config.ts';
import { AccountStep, type ConfigView } from './account-step.tsx';
import { AwayNotice } from './away.tsx';
import { ConflictDialog } from './conflict-dialog.tsx';
import type { ConnectorFacts } from './connector-facts.ts';
import { configApi } from './document-api.ts';
import { DocumentNotices } from './document-notices.tsx';
import { Done } from './done.tsx';
import { GuidePanel } from './guide-panel.tsx';
import type { Payload } from './message-options.tsx';
import { PayloadContext } from './payload-context.tsx';
import { PhoneScreen } from './phone-screen.tsx';
import { focusField, ProblemList } from './problem-list.tsx';
import { RealStep } from './real-step.tsx';
import { SaveBar } from './save-bar.tsx';
import { Step } from './step.tsx';
import { TemplatesPanel } from './templates-panel.tsx';
import { useTranslation } from './translate.tsx';
import { TryStep } from './try-step.tsx';
import { useConfig } from './use-config.ts';
import { useGuide } from './use-guide.ts';
import { useLive } from './use-live.ts';
import { useProblems } from './use-problems.ts';

type Side = 'steps' | 'phone' | 'guide';

/** One connector: the steps from a first message to a saved config, with the phone or the guide beside them. */
export function ConnectorDesk({ connector }: { readonly connector: ConnectorFacts }) {
  const { t } = useTranslation();
  const { id, name, description, secrets, hasEmulator, capabilities } = connector;
  const starter = useMemo(() => starterConfig(t, connector.startOfTexts), [t, connector]);
  const api = useMemo(() => configApi(id), [id]);
  const edited = useConfig(api, starter);
  const live = useLive(id, edited.noticed);
  const guide = useGuide(id);
  const [payload, setPayload] = useState<Payload>(samplePayload);
  const [side, setSide] = useState<Side>('steps');
  const [view, setView] = useState<ConfigView>('form');
  const [openRow, setOpenRow] = useState<number>();
  const { check, problems, refusals, refuse } = useProblems(id, edited);
  const isNarrow = useMediaQuery('(max-width: 62em)', false, { getInitialValueInEffect: false });
  const { config, document, change } = edited;
  if (config === undefined || document === undefined || guide === undefined) {
    return (
      <Container size={1320} py="lg" component="main">
        <Loader aria-label={t('Loading')} />
      </Container>
    );
  }
  const isLocal = capabilities.inProcess === true;
  const canTry = isLocal || hasEmulator;
  const first = canTry ? 2 : 1;
  const phone = canTry && <PhoneScreen messages={live.messages} isCompact={isNarrow} />;
  const isGuide = side === 'guide';
  const sending = { connector, config, payload, setPayload, reports: live.reports };
  const inForm = view === 'form';
  return (
    <PayloadContext value={payload}>
      <Container size={1320} px={{ base: 'sm', sm: 'lg' }} py="md" component="main">
        {live.away !== undefined && <AwayNotice error={live.away} />}
        <div className="desk">
          <div className="steps">
            <Group gap="xs" wrap="nowrap" justify="space-between">
              <Group gap="xs">
                <Title order={2} size="h3">
                  {name}
                </Title>
                <Badge
                  variant="light"
                  size="sm"
                  color={document.origin === 'saved' ? 'teal' : 'gray'}
                >
                  {document.origin === 'saved'
                    ? t('Saved')
                    : document.origin === 'draft'
                      ? t('Draft')
                      : t('New')}
                </Badge>
              </Group>
              {isNarrow && (
                <SegmentedControl
                  size="xs"
                  data={[
                    { value: 'steps', label: t('Steps') },
                    { value: 'guide', label: t('Guide') },
                  ]}
                  value={isGuide ? 'guide' : 'steps'}
                  onChange={(value) => setSide(value)}
                  aria-label={t('View')}
                />
              )}
            </Group>
            <Text size="sm" c="dimmed" visibleFrom="sm">
              {guide?.description ?? description}
            </Text>
            {isNarrow && isGuide ? (
              <GuidePanel connector={connector} guide={guide} />
            ) : (
              <>
                <DocumentNotices document={document} discard={edited.discard} />
                {canTry && (
                  <TryStep
                    number={1}
                    {...sending}
                    messages={live.messages}
                    onSent={live.look}
                    phone={isNarrow && phone}
                  />
                )}
                <ProblemList
                  // Before that, each problem is beside its field only.
                  problems={refusals > 0 ? problems : []}
                  guide={guide}
                  refusals={refusals}
                  onChoose={(problem) => {
                    const [part, row] = problem.keys;
                    // The JSON editor has no fields to focus, and a closed row has none either.
                    flushSync(() => {
                      setView('form');
                      if (part === 'templates' && typeof row === 'number') setOpenRow(row);
                    });
                    focusField(problem);
                  }}
                />
                <AccountStep
                  number={first}
                  connector={connector}
                  guide={guide}
                  config={config}
                  change={change}
                  problems={problems}
                  isValid={check?.valid === true}
                  view={view}
                  setView={setView}
                />
                {inForm && (
                  <Step
                    number={first + 1}
                    title={t('Texts')}
                    isDone={check?.missing.length === 0 && check.losing.length === 0}
                    about={t('What people read. Open a text to change it.')}
                  >
                    <TemplatesPanel
                      connector={connector}
                      guide={guide}
                      config={config}
                      change={change}
                      problems={problems.filter(({ keys }) => keys[0] === 'templates')}
                      coverage={check}
                      open={openRow}
                      setOpen={setOpenRow}
                    />
                  </Step>
                )}
                {!isLocal && <RealStep number={first + (inForm ? 2 : 1)} {...sending} />}
                <SaveBar
                  edited={edited}
                  onRefused={refuse}
                  doneTitle={t('Done: {name} is set up', { name })}
                  done={(file, committed) => (
                    <Done connector={connector} file={file} committed={committed} />
                  )}
                />
              </>
            )}
          </div>
          {!isNarrow && (
            <div className="side">
              <SegmentedControl
                fullWidth
                mb="md"
                data={[
                  ...(canTry ? [{ value: 'phone', label: t('Phone') }] : []),
                  { value: 'guide', label: t('Guide') },
                ]}
                value={isGuide || !canTry ? 'guide' : 'phone'}
                onChange={(value) => setSide(value as Side)}
                aria-label={t('View')}
              />
              {isGuide || !canTry ? <GuidePanel connector={connector} guide={guide} /> : phone}
            </div>
          )}
        </div>
        <ConflictDialog edited={edited} secrets={secrets} />
      </Container>
    </PayloadContext>
  );
}
