import type { ErrorRow, FailedAnswer, HttpFailure } from '@sms-connectors/core';

/** How the mock fails for one recipient. */
export type Simulation =
  | { readonly answer: Pick<FailedAnswer, 'code' | 'outcome' | 'retryAfterMs'> }
  | { readonly failure: HttpFailure };

/**
 * Recipients that fail, one for each error a provider's answer or the network can cause. The numbers are
 * of a range that North America reserves for fiction, 555-0100 to 555-0199, so they reach nobody, and validators
 * accept them: https://en.wikipedia.org/wiki/555_(telephone_number)#Fictional_usage
 */
export const simulatedRecipients = {
  '+12015550101': { answer: { code: 'invalid_recipient', outcome: 'rejected' } },
  '+12015550102': { answer: { code: 'unreachable_recipient', outcome: 'rejected' } },
  '+12015550103': { answer: { code: 'opted_out', outcome: 'rejected' } },
  '+12015550104': { answer: { code: 'region_blocked', outcome: 'rejected' } },
  '+12015550105': { answer: { code: 'content_rejected', outcome: 'rejected' } },
  '+12015550106': { answer: { code: 'sender_invalid', outcome: 'rejected' } },
  '+12015550107': { answer: { code: 'template_invalid', outcome: 'rejected' } },
  '+12015550108': { answer: { code: 'unauthorized', outcome: 'rejected' } },
  '+12015550109': { answer: { code: 'account_suspended', outcome: 'rejected' } },
  '+12015550110': { answer: { code: 'insufficient_balance', outcome: 'rejected' } },
  '+12015550111': {
    answer: { code: 'rate_limited', outcome: 'rejected', retryAfterMs: 30_000 },
  },
  '+12015550112': { answer: { code: 'fraud_blocked', outcome: 'rejected' } },
  '+12015550113': { answer: { code: 'provider_unavailable', outcome: 'unknown' } },
  '+12015550114': { answer: { code: 'invalid_response', outcome: 'unknown' } },
  '+12015550115': { answer: { code: 'unclassified', outcome: 'rejected' } },
  '+12015550116': { failure: { failure: 'timeout', sent: true } },
  '+12015550117': { failure: { failure: 'timeout', sent: false } },
  '+12015550118': { failure: { failure: 'network', sent: true } },
  '+12015550119': { failure: { failure: 'network', sent: false } },
} as const satisfies Readonly<Record<string, Simulation>>;

export const errorRows: readonly ErrorRow[] = Object.entries<Simulation>(simulatedRecipients).map(
  ([cause, simulation]) =>
    'failure' in simulation
      ? {
          cause,
          code: simulation.failure.failure,
          outcome: simulation.failure.sent ? 'unknown' : 'rejected',
        }
      : { cause, code: simulation.answer.code, outcome: simulation.answer.outcome },
);
