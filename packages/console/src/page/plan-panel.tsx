import { Badge, Group, Text, Title, VisuallyHidden } from '@mantine/core';
import { useState } from 'react';
import { AddRoute } from './add-route.tsx';
import { ConflictDialog } from './conflict-dialog.tsx';
import type { Config } from './document-api.ts';
import { DocumentNotices } from './document-notices.tsx';
import { PlanDone } from './plan-done.tsx';
import { namesOf, routesOf, withoutRoute, withRoute } from './plan-document.ts';
import type { PlanFacts } from './plan-facts.ts';
import { PlanSettings } from './plan-settings.tsx';
import { focusField, ProblemList } from './problem-list.tsx';
import { routeName } from './route-name.ts';
import { RouteRow } from './route-row.tsx';
import { SaveBar } from './save-bar.tsx';
import { useTranslation } from './translate.tsx';
import type { EditedConfig } from './use-config.ts';
import { usePlanCheck } from './use-plan-check.ts';

interface PlanPanelProps {
  readonly facts: PlanFacts;
  readonly edited: EditedConfig;
  readonly plan: Config;
  readonly document: NonNullable<EditedConfig['document']>;
}

/** The delivery plan: its routes, its limits, its problems, and Save and Done. */
export function PlanPanel({ facts, edited, plan, document }: PlanPanelProps) {
  const { t, language } = useTranslation();
  const check = usePlanCheck(plan);
  const [refusals, setRefusals] = useState(0);
  const [said, setSaid] = useState('');
  const problems = check?.issues ?? [];
  const routes = routesOf(plan);
  const first = facts.connectors.find(({ hasConfig }) => hasConfig) ?? facts.connectors[0];
  const inRoutes = problems.filter(({ keys }) => keys[0] === 'routes');

  const removeRoute = (key: string): void => {
    edited.change((now) => withoutRoute(now, key));
    setSaid(t('Route removed: {route}.', { route: routeName(key, language, t) }));
    window.document.querySelector<HTMLElement>('#add-route')?.focus();
  };
  const addRoute = (key: string): void => {
    edited.change((now) => withRoute(now, key, first === undefined ? [] : [first.name]));
    setSaid(t('Route added: {route}.', { route: routeName(key, language, t) }));
  };

  return (
    <section className="card" aria-labelledby="plan-title">
      <Group gap="xs">
        <Title order={2} size="h3" id="plan-title">
          {t('Delivery plan')}
        </Title>
        <Badge variant="light" size="sm" color={document.origin === 'saved' ? 'teal' : 'gray'}>
          {document.origin === 'saved'
            ? t('Saved')
            : document.origin === 'draft'
              ? t('Draft')
              : t('New')}
        </Badge>
      </Group>
      <Text size="sm" c="dimmed" mb="md">
        {t('Which providers send to which numbers, and in which order they are tried.')}
      </Text>
      <DocumentNotices document={document} discard={edited.discard} />
      <ProblemList problems={problems} guide={null} refusals={refusals} onChoose={focusField} />
      <VisuallyHidden role="status" className="said">
        {said}
      </VisuallyHidden>
      <div id="root_routes" tabIndex={-1} className="routes">
        {routes.map(([key, names]) => (
          <RouteRow
            key={key}
            routeKey={key}
            names={names}
            connectors={facts.connectors}
            problems={inRoutes.filter(({ keys }) => keys[1] === key)}
            onChange={(next) => edited.change((now) => withRoute(now, key, next))}
            onRemove={() => removeRoute(key)}
            announce={setSaid}
          />
        ))}
      </div>
      <AddRoute taken={routes.map(([key]) => key)} first={first?.name ?? 'mock'} onAdd={addRoute} />
      <Title order={3} size="h4" mt="xl" mb="xs">
        {t('Limits and failover')}
      </Title>
      <PlanSettings
        schema={facts.schema}
        plan={plan}
        problems={problems.filter(({ keys }) => keys[0] !== 'routes')}
        onChange={edited.change}
      />
      <SaveBar
        edited={edited}
        onRefused={() => setRefusals((count) => count + 1)}
        doneTitle={t('Done: the plan is saved')}
        done={(file) => <PlanDone file={file} names={namesOf(plan)} />}
      />
      <ConflictDialog edited={edited} />
    </section>
  );
}
