import { digestOf } from '@sms-connectors/core/sealing';
import type { Redis } from 'ioredis';
import type { Answer } from '../http/answer.ts';
import { AnswersFailedError, type AnswerStore, type Begun, keptMs } from './answer-store.ts';
import type { Secrets } from './secrets.ts';

/** Keeps answers in Redis, for all gateways. Whoever reads it learns neither the key of a client nor an answer. */
export function redisAnswers(client: Redis, secrets: Secrets, prefix: string): AnswerStore {
  const naming = secrets.keyFor('names');
  const nameOf = (key: string): string => `${prefix}:${digestOf(naming, key)}`;
  return {
    begin: (key, request) =>
      asking(async () => {
        const name = nameOf(key);
        const digest = digestOf(naming, request);
        for (;;) {
          if ((await client.set(name, digest, 'PX', keptMs, 'NX')) === 'OK') return undefined;
          const [[, kept] = [], [, leftMs] = []] =
            (await client.multi().get(name).pttl(name).exec()) ?? [];
          // It may be forgotten between the two.
          if (typeof kept === 'string')
            return { ...read(name, kept, digest), forMs: keptMs - Number(leftMs) };
        }
      }),
    finish: (key, request, answer) =>
      asking(async () => {
        const name = nameOf(key);
        const sealed = secrets.seal(JSON.stringify(answer), name);
        await client.set(name, `${digestOf(naming, request)} ${sealed}`, 'PX', keptMs);
      }),
    forget: (key) => asking(async () => void (await client.del(nameOf(key)))),
  };

  function read(name: string, kept: string, digest: string): Omit<Begun, 'forMs'> {
    const [request, sealed] = kept.split(' ');
    const isSameRequest = request === digest;
    if (sealed === undefined) return { isSameRequest };
    const answer = secrets.unseal(sealed, name);
    // Sealed with a secret that the config has no more: the message was sent all the same.
    if (answer === undefined) throw new AnswersFailedError('The answer cannot be opened.');
    return { isSameRequest, answer: JSON.parse(answer) as Answer };
  }
}

async function asking<Value>(ask: () => Promise<Value>): Promise<Value> {
  try {
    return await ask();
  } catch {
    throw new AnswersFailedError('Redis failed.');
  }
}
