import { Alert, Box, Center, Container, Grid, Loader, SegmentedControl, Text } from '@mantine/core';
import { useMediaQuery, useSessionStorage } from '@mantine/hooks';
import { useQuery } from '@tanstack/react-query';
import { IconPlugConnectedX } from '@tabler/icons-react';
import { useMemo, useState } from 'react';
import { bodyOf, client, NotSignedIn } from './client.ts';
import { ConfigPanel } from './config-panel.tsx';
import { GuidePanel } from './guide-panel.tsx';
import { useGuide } from './use-guide.ts';
import { PageHeader } from './page-header.tsx';
import { PayloadContext } from './payload-context.tsx';
import { TryPanel } from './try-panel.tsx';
import { useTranslation } from './translate.tsx';
import { useConfig } from './use-config.ts';
import { starterConfig } from '../functions/starter-config.ts';
import { samplePayload } from '../functions/preview-templates.ts';
import type { ConnectorFacts } from './connector-facts.ts';
import { useLive } from './use-live.ts';

/** The page: a connector switch, the config on the left, sending and the guide on the right. */
export function App() {
  const { t } = useTranslation();
  const [chosen, setChosen] = useSessionStorage({
    key: 'sms-connectors-connector',
    defaultValue: 'mock',
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
      <PageHeader connectors={facts} chosen={connector} onChoose={setChosen} />
      <Desk key={connector.id} connector={connector} />
    </>
  );
}

type Side = 'config' | 'try' | 'guide';

function Desk({ connector }: { readonly connector: ConnectorFacts }) {
  const { t } = useTranslation();
  const starter = useMemo(() => starterConfig(t), [t]);
  const edited = useConfig(connector.id, starter);
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

function Away({ error }: { readonly error: Error }) {
  const { t } = useTranslation();
  return (
    <Center h="100vh" p="lg">
      <Alert
        icon={<IconPlugConnectedX />}
        title={t('The console is not responding')}
        color="orange"
        maw={480}
      >
        <Text size="sm">
          {error instanceof NotSignedIn
            ? t('Open the link shown in the terminal: it contains the access key for this session.')
            : t('Is it still running? Start it again and open the link it prints.')}
        </Text>
      </Alert>
    </Center>
  );
}

function AwayNotice() {
  const { t } = useTranslation();
  return (
    <Alert
      icon={<IconPlugConnectedX />}
      title={t('The console is not responding')}
      variant="filled"
      color="orange"
      mb="md"
      className="away"
      role="alert"
    >
      <Text size="sm">
        {t(
          'Keep this page open: your latest changes exist only here. Start the console again and open the link it prints.',
        )}
      </Text>
    </Alert>
  );
}
