import type { Message } from '@sms-connectors/core';
import { useState } from 'react';
import type { CodeTrial } from '../functions/code-trials.ts';
import { endsRound } from '../functions/try-message.ts';
import type { SendTarget } from '../functions/workbench.ts';
import { bodyOf, client } from './client.ts';
import type { Config } from './document-api.ts';
import type { SendEntry } from './send-results.tsx';

interface Sending {
  readonly entries: readonly SendEntry[];
  /** How many messages were not sent because one before them failed. */
  readonly skipped: number;
  readonly isSending: boolean;
  /** Of the latest message, if its code can be checked. */
  readonly verificationId: string | undefined;
  /** `withNewCode`: the message gets a code that can be checked, instead of one of the form. */
  readonly send: (messages: readonly Message[], withNewCode: boolean) => Promise<void>;
  readonly clear: () => void;
}

const nothing = { entries: [], skipped: 0, verificationId: undefined } as const;

/** Sends messages one at a time, so that each result shows as it arrives, until the next would fail the same way. */
export function useSending(id: string, config: Config, target: SendTarget): Sending {
  const [sent, setSent] = useState<Omit<Sending, 'isSending' | 'send' | 'clear'>>(nothing);
  const [isSending, setSending] = useState(false);
  const send = async (wanted: readonly Message[], withNewCode: boolean): Promise<void> => {
    setSending(true);
    setSent(nothing);
    const entries: SendEntry[] = [];
    for (const message of wanted) {
      const result = await sendOne(id, config, target, message, withNewCode);
      entries.push({ usageType: message.usageType, result });
      const isOver = result === undefined || endsRound(result);
      setSent({
        entries: [...entries],
        skipped: isOver ? wanted.length - entries.length : 0,
        verificationId: result?.verificationId,
      });
      if (isOver) break;
    }
    setSending(false);
  };
  return { ...sent, isSending, send, clear: () => setSent(nothing) };
}

async function sendOne(
  id: string,
  config: Config,
  target: SendTarget,
  message: Message,
  withNewCode: boolean,
): Promise<CodeTrial | undefined> {
  const { to, usageType, payload, locale } = message;
  try {
    return await bodyOf(
      client.connectors[':id'].send.$post({
        param: { id },
        json: {
          config: { ...config },
          target,
          withNewCode,
          message: {
            to,
            usageType,
            payload: payload as Record<string, string>,
            ...(typeof locale === 'string' && { locale }),
          },
        },
      }),
    );
  } catch {
    // The console itself did not respond, so it is unknown whether it sent the message.
    return undefined;
  }
}
