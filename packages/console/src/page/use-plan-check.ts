import { useDebouncedValue } from '@mantine/hooks';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import type { ConfigIssue } from '@sms-connectors/core';
import { bodyOf, client } from './client.ts';
import type { Config } from './document-api.ts';

export interface PlanCheck {
  readonly valid: boolean;
  readonly issues: readonly ConfigIssue[];
}

export function checkPlanDocument(plan: Config): Promise<PlanCheck> {
  return bodyOf(client.plan.check.$post({ json: { config: { ...plan } } }));
}

/** Checks a plan, shortly after the last change. */
export function usePlanCheck(plan: Config | undefined): PlanCheck | undefined {
  const [settled] = useDebouncedValue(plan, 150);
  const { data } = useQuery({
    queryKey: ['check-plan', settled],
    enabled: settled !== undefined,
    queryFn: () => checkPlanDocument(settled ?? {}),
    placeholderData: keepPreviousData,
    gcTime: 0,
  });
  return data;
}
