import { cancel } from './cancel.ts';
import { check, learn } from './check.ts';
import { contextOf, type VerificationOptions } from './context.ts';
import { type ConversionRate, conversionRates } from './conversion-rates.ts';
import { resend } from './resend.ts';
import { start } from './start.ts';
import type { Verifications } from './verifications.ts';

/** Codes that are made, kept and checked here. */
export interface OwnVerifications extends Verifications, AsyncDisposable {
  /** How many codes were sent and used, by sender and country, over the last `days`; 7 by default. @throws `StoreFailedError` */
  readonly conversionRates: (options?: {
    readonly days?: number;
  }) => Promise<readonly ConversionRate[]>;
  /** Ends when hidden messages are sent, and it is reported which codes were used. */
  readonly close: () => Promise<void>;
}

/**
 * Makes, sends and checks verification codes.
 * @throws `ConnectorError` `invalid_config`
 */
export function verification(options: VerificationOptions): OwnVerifications {
  const context = contextOf(options);
  const { background } = context;
  return {
    start: (request) => start(context, request),
    resend: (request) => resend(context, request),
    check: async (request) => {
      const { result, used } = await check(context, request);
      context.emit({ type: 'verification_checked', result: result.status });
      if (used !== undefined && 'to' in result) background.add(learn(context, used, result.to));
      return result;
    },
    cancel: async (request) => {
      const { result, unused } = await cancel(context, request);
      const message = unused?.lastMessage;
      if (message !== undefined) background.add(context.conversions.reportUnused(message));
      return result;
    },
    conversionRates: ({ days = 7 } = {}) => conversionRates(context, days),
    close: background.close,
    [Symbol.asyncDispose]: background.close,
  };
}
