import { Center, Loader } from '@mantine/core';
import { useSessionStorage } from '@mantine/hooks';
import { useQuery } from '@tanstack/react-query';
import { lazy, Suspense } from 'react';
import { Away } from './away.tsx';
import { ConnectorDesk } from './connector-desk.tsx';
import type { ConnectorFacts } from './connector-facts.ts';
import { connectorsQuery } from './connectors-query.ts';
import { PageHeader, type PageView } from './page-header.tsx';
import { useTranslation } from './translate.tsx';

const PlanView = lazy(async () => ({ default: (await import('./plan-view.tsx')).PlanView }));

/** The page: the view of one provider, or that of the delivery plan. */
export function App() {
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
  const connectors = useQuery(connectorsQuery);
  // Later the page stays, whatever happens: what was typed may exist only in it.
  if (connectors.data === undefined) {
    return connectors.error === null ? <Wait /> : <Away error={connectors.error} />;
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
      {view === 'plan' ? (
        <Suspense fallback={<Wait />}>
          <PlanView />
        </Suspense>
      ) : (
        <ConnectorDesk key={connector.id} connector={connector} />
      )}
    </>
  );
}

function Wait() {
  const { t } = useTranslation();
  return (
    <Center h="100vh">
      <Loader aria-label={t('Loading')} />
    </Center>
  );
}
