import { useQuery } from '@tanstack/react-query';
import type { JsonSchema } from '@sms-connectors/core/json-schema';
import { bodyOf, client } from './client.ts';

/** What the page knows about delivery plans. */
export interface PlanFacts {
  readonly schema: JsonSchema;
  readonly connectors: readonly PlanConnectorFacts[];
}

/** A connector that a plan can name. */
export interface PlanConnectorFacts {
  readonly name: string;
  readonly provider: string;
  readonly file: string;
  readonly hasConfig: boolean;
  /** Whether a test can include it. */
  readonly canTry: boolean;
}

export function usePlanFacts(): PlanFacts | undefined {
  const { data } = useQuery({
    queryKey: ['plan-facts'],
    queryFn: () => bodyOf(client.plan.facts.$get()),
    // A config may be saved in the other view.
    refetchOnMount: 'always',
  });
  return data;
}

/** `Twilio`, or `Twilio (twilio-eu)` for another account of it. */
export function labelOf(name: string, connectors: readonly PlanConnectorFacts[]): string {
  const found = connectors.find((each) => each.name === name);
  if (found === undefined) return name;
  const isOnly = connectors.every((each) => each === found || each.provider !== found.provider);
  return isOnly ? found.provider : `${found.provider} (${name})`;
}
