import { type Connector, isConnectorError, type Sender } from '@sms-connectors/core';
import type { SentMessage } from './stores/verification-store.ts';
import type { VerificationEvent } from './verifications.ts';

/** A policy that learns from used codes, such as a guard. */
export interface Guarding {
  readonly recordConversion: (to: string) => Promise<void>;
}

/** Tells providers and guards whether codes were used. */
export interface ConversionReporter {
  /** Never fails: the person is verified anyway. */
  readonly reportUsed: (message: SentMessage, to: string) => Promise<void>;
  /** For a code that is right no longer. Never fails. */
  readonly reportUnused: (message: SentMessage) => Promise<void>;
}

export function conversionReporter({
  connectors,
  guards,
  emit,
}: {
  readonly connectors: readonly (Sender & Partial<Pick<Connector, 'reportConversion'>>)[];
  readonly guards: readonly Guarding[];
  readonly emit: (event: VerificationEvent) => void;
}): ConversionReporter {
  const reportTo = async ({ sender, messageId }: SentMessage, used: boolean): Promise<void> => {
    const connector = connectors.find(({ id }) => id === sender);
    // Without an id, the provider's answer was lost.
    if (connector?.reportConversion === undefined || messageId === '') return;
    try {
      await connector.reportConversion(messageId, used);
      emit({ type: 'conversion_reported', sender, used });
    } catch (error) {
      const code = isConnectorError(error) ? error.code : 'unclassified';
      emit({ type: 'conversion_failed', sender, used, code });
    }
  };
  return {
    reportUnused: (message) => reportTo(message, false),
    reportUsed: async (message, to) => {
      await Promise.allSettled([
        reportTo(message, true),
        ...guards.map(async (guard) => guard.recordConversion(to)),
      ]);
    },
  };
}
