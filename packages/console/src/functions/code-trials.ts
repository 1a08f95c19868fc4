import { randomBytes } from 'node:crypto';
import type { Message, Sender } from '@sms-connectors/core';
import type { CheckResult, OwnVerifications } from '@sms-connectors/verify';
import { tryMessage, type TryResult } from './try-message.ts';

/** The result of a message whose code can be checked. */
export type CodeTrial = TryResult & {
  /** For `check`; absent if no message was sent. */
  readonly verificationId?: string | undefined;
};

/** Codes that are made, sent and checked as an application does it, and kept in memory. */
export interface CodeTrials {
  /** Sends a message with a new code instead of the one in its payload. */
  readonly send: (sender: Sender, message: Message) => Promise<CodeTrial>;
  readonly check: (verificationId: string, code: string) => Promise<CheckResult>;
}

export function openCodeTrials(): CodeTrials {
  const trials = new Map<string, OwnVerifications>();
  return {
    send: async (sender, message) => {
      const results: TryResult[] = [];
      const recording: Sender = {
        id: sender.id,
        send: async (withCode, options) => {
          const sending = sender.send(withCode, options);
          results.push(await tryMessage({ id: sender.id, send: () => sending }, withCode));
          return sending;
        },
      };
      const { verification } = await import('@sms-connectors/verify');
      const secret = randomBytes(32).toString('base64');
      const codes = verification({ sender: recording, secret, maxSends: 1 });
      const started = await codes.start(message);
      const [result] = results;
      // Nothing was sent to what is no number: the connector says so.
      if (result === undefined) return tryMessage(sender, message);
      if (started.status !== 'started') return result;
      trials.set(started.id, codes);
      return { ...result, verificationId: started.id };
    },
    check: async (id, code) =>
      (await trials.get(id)?.check({ id, code })) ?? { status: 'not_found' },
  };
}
