import { Box, Container, Grid, Loader, SegmentedControl } from '@mantine/core';
import { useMediaQuery } from '@mantine/hooks';
import { useQuery } from '@tanstack/react-query';
import { useEffect, useMemo, useState } from 'react';
import { AwayNotice } from './away.tsx';
import { bodyOf, client } from './client.ts';
import { planApi } from './document-api.ts';
import { type PlanFacts, usePlanFacts } from './plan-facts.ts';
import { PlanPanel } from './plan-panel.tsx';
import { PlanTrialPanel } from './plan-trial-panel.tsx';
import { useTranslation } from './translate.tsx';
import { useConfig } from './use-config.ts';

/** The view of the delivery plan: the plan on the left, its test on the right. */
export function PlanView() {
  const { t } = useTranslation();
  const facts = usePlanFacts();
  return (
    <Container size={1320} px={{ base: 'sm', sm: 'lg' }} py="lg" component="main">
      {facts === undefined ? (
        <div className="card">
          <Loader aria-label={t('Loading')} />
        </div>
      ) : (
        <PlanDesk facts={facts} />
      )}
    </Container>
  );
}

function PlanDesk({ facts }: { readonly facts: PlanFacts }) {
  const { t } = useTranslation();
  const starter = useMemo(() => starterPlan(facts), [facts]);
  const edited = useConfig(planApi, starter);
  const { config, document, noticed } = edited;
  const away = usePlanVersion(noticed);
  const isNarrow = useMediaQuery('(max-width: 62em)', false, { getInitialValueInEffect: false });
  const [side, setSide] = useState<'plan' | 'test'>('plan');
  if (config === undefined || document === undefined) {
    return (
      <div className="card">
        <Loader aria-label={t('Loading')} />
      </div>
    );
  }
  return (
    <>
      {away !== undefined && <AwayNotice error={away} />}
      {isNarrow && (
        <SegmentedControl
          fullWidth
          mb="md"
          value={side}
          onChange={(value) => {
            setSide(value);
            window.scrollTo({ top: 0 });
          }}
          aria-label={t('View')}
          data={[
            { value: 'plan', label: t('Plan') },
            { value: 'test', label: t('Try it') },
          ]}
        />
      )}
      <Grid gap={{ base: 'md', md: 'xl' }}>
        <Grid.Col
          span={{ base: 12, md: 7 }}
          display={isNarrow && side !== 'plan' ? 'none' : 'block'}
        >
          <PlanPanel facts={facts} edited={edited} plan={config} document={document} />
        </Grid.Col>
        <Grid.Col
          span={{ base: 12, md: 5 }}
          display={isNarrow && side !== 'test' ? 'none' : 'block'}
        >
          <Box className="side">
            <PlanTrialPanel plan={config} connectors={facts.connectors} />
          </Box>
        </Grid.Col>
      </Grid>
    </>
  );
}

/** Polls whether another window or program changed the plan; returns why it cannot. */
function usePlanVersion(noticed: (version: string) => Promise<void>): Error | undefined {
  const { data, error } = useQuery({
    queryKey: ['plan-live'],
    queryFn: () => bodyOf(client.plan.live.$get()),
    refetchInterval: 1000,
    retry: 1,
  });
  const version = data?.version;
  useEffect(() => {
    if (version !== undefined) noticed(version).catch(() => undefined); // The next poll is in a second.
  }, [version, noticed]);
  return error ?? undefined;
}

/** The providers that have a config, or the first connector. */
function starterPlan({ connectors }: PlanFacts) {
  const configured = connectors.filter(({ hasConfig }) => hasConfig).map(({ name }) => name);
  const [first] = connectors.map(({ name }) => name);
  return { routes: { default: configured.length > 0 ? configured : [first ?? 'mock'] } };
}
