import type { Context } from './context.ts';

/** How many of the codes that went through one sender to one country were used. */
export interface ConversionRate {
  /** The id of the sender. */
  readonly sender: string;
  /** In ISO 3166-1; absent for numbers of no country. */
  readonly country?: string | undefined;
  /** Messages that were sent, or may have been. */
  readonly sent: number;
  /** Codes that were used; each counts for the last message that it was in. */
  readonly used: number;
  /** `used` of `sent`, from 0 to 1. */
  readonly rate: number;
}

const dayMs = 86_400_000;

export async function conversionRates(
  { store }: Pick<Context, 'store'>,
  days: number,
): Promise<readonly ConversionRate[]> {
  const now = Date.now();
  const counts = await store.counts(now - days * dayMs, now);
  return counts.map(({ route, sent, used }) => {
    const [sender = '', country] = route.split(' ');
    return { sender, country, sent, used, rate: sent === 0 ? 0 : Math.min(1, used / sent) };
  });
}
