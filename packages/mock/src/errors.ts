import type { ErrorRow, FailedAnswer, HttpFailure } from '@sms-connectors/core';

/** How the mock fails for one recipient. */
export type Simulation =
  | { readonly answer: Pick<FailedAnswer, 'code' | 'outcome' | 'retryAfterMs'> }
  | { readonly failure: HttpFailure };

/**
 * Recipients that fail, one for each error a provider's answer or the network can cause. The numbers are
 * of the range that the United Kingdom keeps for drama: https://www.ofcom.org.uk (TV and radio numbers),
 * +44 7700 900000 to 900999, and never reach anybody.
 */
export const simulatedRecipients = {
  '+447700900001': { answer: { code: 'invalid_recipient', outcome: 'rejected' } },
  '+447700900002': { answer: { code: 'unreachable_recipient', outcome: 'rejected' } },
  '+447700900003': { answer: { code: 'opted_out', outcome: 'rejected' } },
  '+447700900004': { answer: { code: 'region_blocked', outcome: 'rejected' } },
  '+447700900005': { answer: { code: 'content_rejected', outcome: 'rejected' } },
  '+447700900006': { answer: { code: 'sender_invalid', outcome: 'rejected' } },
  '+447700900007': { answer: { code: 'template_invalid', outcome: 'rejected' } },
  '+447700900008': { answer: { code: 'unauthorized', outcome: 'rejected' } },
  '+447700900009': { answer: { code: 'account_suspended', outcome: 'rejected' } },
  '+447700900010': { answer: { code: 'insufficient_balance', outcome: 'rejected' } },
  '+447700900011': {
    answer: { code: 'rate_limited', outcome: 'rejected', retryAfterMs: 30_000 },
  },
  '+447700900012': { answer: { code: 'fraud_blocked', outcome: 'rejected' } },
  '+447700900013': { answer: { code: 'provider_unavailable', outcome: 'unknown' } },
  '+447700900014': { answer: { code: 'invalid_response', outcome: 'unknown' } },
  '+447700900015': { answer: { code: 'unclassified', outcome: 'rejected' } },
  '+447700900016': { failure: { failure: 'timeout', sent: true } },
  '+447700900017': { failure: { failure: 'timeout', sent: false } },
  '+447700900018': { failure: { failure: 'network', sent: true } },
  '+447700900019': { failure: { failure: 'network', sent: false } },
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
