import {
  ConnectorError,
  type ErrorCode,
  type FailedOutcome,
  type Message,
  type Receipt,
  type Sender,
  type SendOptions,
} from '@sms-connectors/core';

/** What a sender below a policy was asked to do. */
interface Asked {
  readonly message: Message;
  readonly options: SendOptions | undefined;
}

/** What it does: accepts, fails, waits until it is canceled, or breaks the contract. */
export type Fate =
  | 'accept'
  | 'wait'
  | 'break'
  | { readonly code: ErrorCode; readonly outcome: FailedOutcome };

export interface ScriptedSender extends Sender {
  readonly asked: readonly Asked[];
}

const foreignError = 'A foreign error that repeats a number: +33698765401';

/** A sender in this process that does what a test says. */
export function scriptedSender(fate: Fate): ScriptedSender {
  const asked: Asked[] = [];
  const send = async (message: Message, options?: SendOptions): Promise<Receipt> => {
    asked.push({ message, options });
    if (fate === 'accept') return receiptOf(message);
    if (fate === 'break') throw new Error(foreignError);
    if (fate === 'wait') await untilAborted(options);
    const failure = fate === 'wait' ? ({ code: 'aborted', outcome: 'unknown' } as const) : fate;
    throw new ConnectorError({
      ...failure,
      detail: 'the scripted sender failed.',
      provider: { id: 'scripted', code: '1234', httpStatus: 400, requestId: 'request-1' },
    });
  };
  return { id: 'scripted', send, asked };
}

/** Names the message in a way that is not personal. */
function receiptOf({ reference = '' }: Message): Receipt {
  return {
    messageId: `id-${reference.slice(-3)}`,
    status: 'queued',
    encoding: 'GSM-7',
    segments: 1,
    provider: { id: 'scripted', requestId: 'request-1' },
  };
}

function untilAborted({ signal }: SendOptions = {}): Promise<void> {
  return new Promise((resolve) => {
    if (signal?.aborted === true) resolve();
    signal?.addEventListener('abort', () => resolve(), { once: true });
  });
}
