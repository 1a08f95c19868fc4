import {
  ConnectorError,
  type ErrorCode,
  type FailedOutcome,
  type Message,
  type Sender,
  type SendOptions,
} from '@sms-connectors/core';

export interface Fate {
  readonly code?: ErrorCode;
  readonly outcome?: FailedOutcome;
  readonly retryAfterMs?: number;
  /** How long the provider takes. */
  readonly ms?: number;
}

export interface Provider extends Sender {
  readonly asked: readonly {
    readonly message: Message;
    readonly options: SendOptions | undefined;
    readonly at: number;
  }[];
  /** What happens to the next messages, one each; afterwards all are accepted. */
  readonly next: (...fates: readonly Fate[]) => void;
}

/** A sender in this process that counts what it is asked to send. */
export function provider(id = 'provider', always: Fate = {}): Provider {
  const fates: Fate[] = [];
  const asked: { message: Message; options: SendOptions | undefined; at: number }[] = [];
  return {
    id,
    asked,
    next: (...more) => void fates.push(...more),
    send: async (message, options) => {
      asked.push({ message, options, at: Date.now() });
      const { code, outcome = 'rejected', retryAfterMs, ms } = fates.shift() ?? always;
      if (ms !== undefined) await new Promise((resolve) => setTimeout(resolve, ms));
      if (code !== undefined)
        throw new ConnectorError({ code, outcome, retryAfterMs, provider: { id } });
      return { messageId: `SM${asked.length}`, status: 'queued', provider: { id } };
    },
  };
}
