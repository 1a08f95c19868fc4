import { setTimeout as delay } from 'node:timers/promises';
import { ConnectorError, type ErrorCode, type Message, type Sender } from '@sms-connectors/core';
import type { Platform, ReceiverOptions } from '@sms-connectors/hooks';
import { describe, expect, test } from 'vitest';
import { describeAdapter, type Heard } from '../../../../test/adapters/describe-adapter.ts';

/** What the platform reads. */
interface Answer {
  readonly status: number;
  readonly body: string;
}

export interface HookCase {
  readonly connect: (options: ReceiverOptions) => (request: Request) => Promise<Response>;
  /** A genuine request of the platform; each call makes another message, or the same for the same key. */
  readonly request: (key?: string) => Request;
  readonly to: string;
  /** Is in the payload, and nowhere else. */
  readonly code: string;
  /** What proves the requests. */
  readonly secrets: readonly string[];
  /** The message that must be sent, besides its recipient. */
  readonly message: Partial<Message>;
  readonly deadlineMs: number;
  readonly audience: Platform['audience'];
  /** Whether a repeated request is known to be for the same message. */
  readonly hasKeys: boolean;
  /** Requests that are not the platform's. */
  readonly forged: Readonly<Record<string, Request>>;
  /** Whether the platform's own code takes an answer for a yes. */
  readonly isYes: (answer: Answer) => boolean;
}

const receipt = { messageId: 'M1', status: 'queued', provider: { id: 'scripted' } };

function failing(code: ErrorCode, outcome: 'rejected' | 'unknown'): ConnectorError {
  return new ConnectorError({ code, outcome, provider: { id: 'scripted' } });
}

function throwing(): never {
  throw new Error('a listener');
}

/** What every hook must do, besides what every adapter must. */
export function describeHook(name: string, hook: HookCase): void {
  const answerTo = async (
    sender: Pick<Sender, 'send'>,
    options: Partial<ReceiverOptions> = {},
    request = hook.request(),
  ): Promise<Answer> => {
    const handle = hook.connect({ sender: { id: 'scripted', ...sender }, ...options });
    const response = await handle(request);
    return { status: response.status, body: await response.text() };
  };

  describe(`the hook of ${name}`, () => {
    test('sends the message that the platform asks for', async () => {
      const sent: Message[] = [];
      const answer = await answerTo({ send: async (message) => (sent.push(message), receipt) });
      expect(hook.isYes(answer)).toBe(true);
      expect(sent).toEqual([expect.objectContaining({ to: hook.to, ...hook.message })]);
      expect(JSON.stringify(sent[0]?.payload)).toContain(hook.code);
    });

    const rejectedForever = hook.audience !== 'person';

    test('gets no second message for the same one', async () => {
      let sends = 0;
      const handle = hook.connect({
        sender: {
          id: 'scripted',
          send: async () => {
            sends += 1;
            await delay(20);
            return receipt;
          },
        },
      });
      const together = await Promise.all([
        handle(hook.request('same')),
        handle(hook.request('same')),
      ]);
      const later = await handle(hook.request('same'));
      for (const { status } of [...together, later]) expect(status).toBeLessThan(300);
      expect(sends).toBe(hook.hasKeys ? 1 : 3);
      await handle(hook.request('another'));
      expect(sends).toBe(hook.hasKeys ? 2 : 4);
    });

    test('may ask again for what was certainly not sent', async () => {
      let sends = 0;
      const handle = hook.connect({
        sender: {
          id: 'scripted',
          send: async () => {
            sends += 1;
            if (sends === 1) throw failing('provider_unavailable', 'rejected');
            return receipt;
          },
        },
      });
      await handle(hook.request('again'));
      const { status } = await handle(hook.request('again'));
      expect([sends, status < 300]).toEqual([2, true]);
    });

    test('hears the same again for what cannot be sent', async () => {
      let sends = 0;
      const handle = hook.connect({
        sender: {
          id: 'scripted',
          send: () => {
            sends += 1;
            return Promise.reject(failing('opted_out', 'rejected'));
          },
        },
      });
      for (const request of [hook.request('same'), hook.request('same')]) {
        const response = await handle(request);
        const answer = { status: response.status, body: await response.text() };
        expect(hook.isYes(answer)).toBe(rejectedForever);
      }
      expect(sends).toBe(2);
    });

    test('does not keep the person waiting, or repeat at once', async () => {
      const handle = hook.connect({
        sender: {
          id: 'scripted',
          send: () =>
            Promise.reject(
              new ConnectorError({
                code: 'rate_limited',
                outcome: 'rejected',
                retryAfterMs: 60_000,
                provider: { id: 'scripted' },
              }),
            ),
        },
      });
      expect((await handle(hook.request())).headers.get('retry-after')).toBeNull();
    });

    test.each(Object.entries(hook.forged))('is not believed %s', async (_, request) => {
      const reasons: string[] = [];
      let sends = 0;
      const { status } = await answerTo(
        {
          send: async () => {
            sends += 1;
            return receipt;
          },
        },
        { onRefused: (reason) => reasons.push(reason) },
        request,
      );
      expect([sends, status >= 400, reasons.length]).toEqual([0, true, 1]);
    });

    test('is not asked with GET, or with more than it may say', async () => {
      const handle = hook.connect({ sender: { id: 'scripted', send: async () => receipt } });
      const { url } = hook.request();
      expect((await handle(new Request(url))).status).toBe(405);
      const body = 'x'.repeat(300_000);
      expect((await handle(new Request(url, { method: 'POST', body }))).status).toBe(413);
    });

    test('hears no yes if the claims fail', async () => {
      let sends = 0;
      const sender = {
        send: async () => {
          sends += 1;
          return receipt;
        },
      };
      const claims = { claim: throwing, release: throwing };
      const errors: ConnectorError[] = [];
      const options = { claims, onError: (error: ConnectorError) => void errors.push(error) };
      const answer = await answerTo(sender, options, hook.request('claimed'));
      const hasKeys = sends === 0;
      expect(hook.isYes(answer)).toBe(!hasKeys);
      expect(errors.map(({ outcome }) => outcome)).toEqual(hasKeys ? ['rejected'] : []);
      expect(answer.body + JSON.stringify(errors)).not.toContain('a listener');
    });

    test('hears what was not sent, even if it cannot be released', async () => {
      const claims = { claim: () => true, release: async () => throwing() };
      const sender = {
        send: async () => Promise.reject(failing('provider_unavailable', 'rejected')),
      };
      const isYes = hook.isYes(await answerTo(sender, { claims }));
      expect(isYes).toBe(hook.audience === 'nobody');
    });
  });

  const heardBy = async (options: ReceiverOptions): Promise<Heard> => {
    const response = await hook.connect(options)(hook.request());
    const answer = { status: response.status, body: await response.text() };
    const no = hook.audience === 'queue' ? 'again' : 'no';
    const seen = [answer, [...response.headers]];
    return { answer: hook.isYes(answer) ? 'yes' : no, seen, read: answer.body };
  };
  describeAdapter(name, {
    audience: hook.audience,
    deadlineMs: hook.deadlineMs,
    secrets: [hook.code, ...hook.secrets],
    ask: heardBy,
  });
}
