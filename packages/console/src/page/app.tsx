import { Box, Center, Container, Grid, Loader, SegmentedControl } from '@mantine/core';
import { useMediaQuery, useSessionStorage } from '@mantine/hooks';
import { useQuery } from '@tanstack/react-query';
import { useMemo, useState } from 'react';
import { Away, AwayNotice } from './away.tsx';
import { bodyOf, client } from './client.ts';
import { configApi } from './document-api.ts';
import { ConfigPanel } from './config-panel.tsx';
import { GuidePanel } from './guide-panel.tsx';
import { useGuide } from './use-guide.ts';
import { PlanView } from './plan-view.tsx';
import { PageHeader, type PageView } from './page-header.tsx';
import { PayloadContext } from './payload-context.tsx';
import { TryPanel } from './try-panel.tsx';
import { useTranslation } from './translate.tsx';
import { useConfig } from './use-config.ts';
import { starterConfig } from '../functions/starter-config.ts';
import { samplePayload } from '../functions/preview-templates.ts';
import type { ConnectorFacts } from './connector-facts.ts';
import { useLive } from './use-live.ts';

/** The page: the view of one provider, or that of the delivery plan. */
export function App() {
  const { t } = useTranslation();
  const [chosen, setChosen] = useSessionStorage({
    key: 'sms-connectors-connector',
    defaultValue: 'mock',
    getInitialValueInEffect: false,
  });
  const [view, setView] = useSessionStorage<PageView>({
    key: 'sms-connectors-view',
    defaultValue: 'providers',
    getInitialValueInEffect: false,
  });
  const connectors = useQuery({
    queryKey: ['connectors'],
    queryFn: () => bodyOf(client.connectors.$get()),
  });
  if (connectors.error !== null) return <Away error={connectors.error} />;
  if (connectors.data === undefined) {
    return (
      <Center h="100vh">
        <Loader aria-label={t('Loading')} />
      </Center>
    );
  }
  const facts = connectors.data as readonly ConnectorFacts[];
  const connector = facts.find(({ id }) => id === chosen) ?? facts[0];
  if (connector === undefined) return null;
  return (
    <>
      <PageHeader
        connectors={facts}
        chosen={connector}
        onChoose={setChosen}
        view={view}
        onView={setView}
      />
      {view === 'plan' ? <PlanView /> : <Desk key={connector.id} connector={connector} />}
    </>
  );
}

type Side = 'config' | 'try' | 'guide';

/** One provider: the config on the left, sending and the guide on the right. */
function Desk({ connector }: { readonly connector: ConnectorFacts }) {
  const { t } = useTranslation();
  const starter = useMemo(() => starterConfig(t), [t]);
  const api = useMemo(() => configApi(connector.id), [connector.id]);
  const edited = useConfig(api, starter);
  const live = useLive(connector.id, edited.noticed);
  const guide = useGuide(connector.id);
  const [payload, setPayload] = useState<Readonly<Record<string, string>>>(samplePayload);
  const [side, setSide] = useSessionStorage<Side>({
    key: 'sms-connectors-side',
    defaultValue: 'try',
    getInitialValueInEffect: false,
  });
  const isNarrow = useMediaQuery('(max-width: 62em)', false, { getInitialValueInEffect: false });
  const shown = !isNarrow && side === 'config' ? 'try' : side;
  const sides = [
    ...(isNarrow ? [{ value: 'config', label: t('Configure') }] : []),
    { value: 'try', label: t('Try it') },
    { value: 'guide', label: t('Guide') },
  ];
  const tabs = (
    <SegmentedControl
      fullWidth
      data={sides}
      value={shown}
      onChange={(value) => {
        setSide(value as Side);
        window.scrollTo({ top: 0 });
      }}
      aria-label={t('View')}
      mb="md"
    />
  );
  return (
    <PayloadContext value={payload}>
      <Container size={1320} px={{ base: 'sm', sm: 'lg' }} py="lg" component="main">
        {live.isAway && <AwayNotice />}
        {isNarrow && tabs}
        <Grid gap={{ base: 'md', md: 'xl' }}>
          <Grid.Col
            span={{ base: 12, md: 7 }}
            display={isNarrow && shown !== 'config' ? 'none' : 'block'}
          >
            <ConfigPanel connector={connector} edited={edited} guide={guide} />
          </Grid.Col>
          <Grid.Col
            span={{ base: 12, md: 5 }}
            display={isNarrow && shown === 'config' ? 'none' : 'block'}
          >
            <Box className="side">
              {!isNarrow && tabs}
              <Box display={shown === 'guide' ? 'none' : 'block'}>
                <TryPanel
                  connector={connector}
                  config={edited.config}
                  change={edited.change}
                  messages={live.messages}
                  reports={live.reports}
                  payload={payload}
                  setPayload={setPayload}
                  onSent={live.look}
                />
              </Box>
              {shown === 'guide' && <GuidePanel connector={connector} guide={guide} />}
            </Box>
          </Grid.Col>
        </Grid>
      </Container>
    </PayloadContext>
  );
}
