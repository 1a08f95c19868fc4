import type { MockReport } from './delivery-reports.ts';

type Fate = Pick<MockReport, 'status' | 'code'>;

/**
 * Recipients whose messages the mock accepts and then reports in another way than `delivered`. Of the same range as
 * `simulatedRecipients`.
 */
export const simulatedReports = {
  '+12015550120': { status: 'undelivered', code: 'unreachable_recipient' },
  '+12015550121': { status: 'undelivered', code: 'content_rejected' },
  '+12015550122': { status: 'undelivered', code: 'unclassified' },
  '+12015550123': { status: 'unconfirmed' },
  '+12015550124': { status: 'pending' },
} as const satisfies Readonly<Record<string, Fate>>;

/** The reports of a message: it is on its way, and then what becomes of it. */
export function reportsOf(messageId: string, to: string): readonly MockReport[] {
  const fates: Readonly<Record<string, Fate>> = simulatedReports;
  const pending: Fate = { status: 'pending' };
  const last = fates[to] ?? { status: 'delivered' };
  const all = last.status === 'pending' ? [pending] : [pending, last];
  return all.map((fate) => ({ messageId, ...fate }));
}
