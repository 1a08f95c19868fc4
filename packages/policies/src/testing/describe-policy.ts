import assert from 'node:assert/strict';
import {
  type ConnectorError,
  type ErrorCode,
  errorCodes,
  type Message,
  type SendEvent,
  type Sender,
  type SendOptions,
} from '@sms-connectors/core';
import { expectConnectorError, type TestRunner } from '@sms-connectors/core/testing';
import { canaryMessage, personalValues } from './canaries.ts';
import { type Fate, scriptedSender } from './scripted-sender.ts';

export interface PolicyOptions {
  readonly runner: TestRunner;
  /** Wraps a sender in the policy, with settings that let a first message through. */
  readonly policy: (sender: Sender) => Sender;
  /** Whether the policy passes a message on again after this failure with nothing sent; by default it never does. */
  readonly retries?: ((code: ErrorCode) => boolean) | undefined;
}

const outcomes = ['rejected', 'unknown'] as const;
const failures = (Object.keys(errorCodes) as ErrorCode[]).flatMap((code) =>
  outcomes.map((outcome) => ({ code, outcome })),
);
const maxAbortMs = 50;

/**
 * The conformance kit for policies: the tests that every sender over senders must pass.
 *
 * ```ts
 * import { describe, test } from 'vitest';
 *
 * describePolicy({ runner: { describe, test }, policy: (sender) => observe(sender, () => {}) });
 * ```
 */
export function describePolicy({ runner, policy, retries = () => false }: PolicyOptions): void {
  const { describe, test } = runner;
  const start = (fate: Fate) => {
    const below = scriptedSender(fate);
    return { below, sms: policy(below) };
  };

  describe('a policy', () => {
    test('is a sender', async () => {
      const { sms } = start('accept');
      assert.equal(typeof sms.id, 'string', 'A sender needs a text as its id.');
      const sent = sms.send('' as unknown as Message);
      assert.ok(sent instanceof Promise, 'send() must return a promise.');
      await sent.catch(() => undefined);
    });

    test('passes the message on as it is, once', async () => {
      const { below, sms } = start('accept');
      await sms.send(canaryMessage);
      assert.equal(below.asked.length, 1, 'The sender below must be asked once.');
      assert.deepEqual(below.asked[0]?.message, canaryMessage);
    });

    test('returns the receipt of the sender below, with what was tried', async () => {
      const { sms } = start('accept');
      const { attempts, ...receipt } = await sms.send(canaryMessage);
      assert.deepEqual(receipt, await scriptedSender('accept').send(canaryMessage));
      assert.deepEqual(
        attempts?.map(({ sender, outcome }) => ({ sender, outcome })),
        [{ sender: 'scripted', outcome: 'accepted' }],
        'The receipt needs attempts: the sender below, once, accepted.',
      );
    });
  });

  describe('a failure below', () => {
    test('keeps its code, outcome and facts', async () => {
      for (const failure of failures) {
        const { sms } = start(failure);
        const error = await expectConnectorError(sms.send(canaryMessage));
        const { code, outcome, provider } = error;
        assert.deepEqual({ code, outcome }, failure);
        assert.equal(provider.code, '1234', 'The error must keep the provider’s facts.');
        assert.ok((error.attempts?.length ?? 0) > 0, 'The error needs attempts.');
      }
    });

    test('that may have sent the message is not followed by another attempt', async () => {
      for (const failure of failures.filter(({ outcome }) => outcome === 'unknown')) {
        const { below, sms } = start(failure);
        await expectConnectorError(sms.send(canaryMessage));
        assert.equal(below.asked.length, 1, `After ${failure.code}, the message may arrive twice.`);
      }
    });

    test('is followed by another attempt only if the policy says so', async () => {
      for (const failure of failures.filter(({ outcome }) => outcome === 'rejected')) {
        const { below, sms } = start(failure);
        await expectConnectorError(sms.send(canaryMessage));
        if (!retries(failure.code)) {
          assert.equal(below.asked.length, 1, `After ${failure.code}, the sender was asked again.`);
        }
      }
    });

    test('that is no ConnectorError becomes one, with an unknown outcome and no details', async () => {
      const { below, sms } = start('break');
      const error = await expectConnectorError(sms.send(canaryMessage));
      assert.equal(error.outcome, 'unknown', 'Nobody knows whether the message was sent.');
      assert.equal(below.asked.length, 1, 'The message may arrive twice.');
      assertNothingPersonal([error.message, JSON.stringify(error)]);
    });
  });

  describe('the options', () => {
    test('a canceled send ends at once, and cancels the sender below', async () => {
      // Another process may hold the machine for a moment, so the shortest of a few counts.
      let shortestMs = Number.POSITIVE_INFINITY;
      for (let tries = 0; tries < 5 && shortestMs >= maxAbortMs; tries += 1) {
        const { below, sms } = start('wait');
        const controller = new AbortController();
        const { signal } = controller;
        const failing = expectConnectorError(sms.send(canaryMessage, { signal }));
        await turns();
        assert.equal(below.asked.length, 1, 'The sender below was not asked.');
        const canceledAt = performance.now();
        controller.abort();
        const error = await Promise.race([failing, late(20 * maxAbortMs)]);
        assert.equal(error?.code, 'aborted', 'The signal must reach the sender below.');
        shortestMs = Math.min(shortestMs, performance.now() - canceledAt);
      }
      assert.ok(shortestMs < maxAbortMs, `A canceled send must end within ${maxAbortMs} ms.`);
    });

    test('the deadline reaches the sender below, and is not longer there', async () => {
      const { below, sms } = start('accept');
      await sms.send(canaryMessage, { timeoutMs: 4000, connectTimeoutMs: 1000 });
      const { timeoutMs, connectTimeoutMs } = below.asked[0]?.options ?? {};
      assert.ok(timeoutMs !== undefined && timeoutMs <= 4000, 'timeoutMs must be at most 4000.');
      assert.equal(connectTimeoutMs, 1000, 'connectTimeoutMs must reach the sender below.');
    });

    test('events of the sender below reach the caller', async () => {
      const heard: SendEvent[] = [];
      const { below, sms } = start('accept');
      await sms.send(canaryMessage, { onEvent: (event) => heard.push(event) });
      below.asked[0]?.options?.onEvent?.({ type: 'from_below' });
      assert.ok(
        heard.some(({ type }) => type === 'from_below'),
        'onEvent must reach the sender below.',
      );
    });

    test('a listener that throws does not disturb the send', async () => {
      const { sms } = start('accept');
      await sms.send(canaryMessage, { onEvent: brokenListener });
    });
  });

  describe('privacy', () => {
    test('no event, receipt or error contains personal data', async () => {
      const seen: unknown[] = [];
      const options: SendOptions = { onEvent: (event) => seen.push(event) };
      for (const fate of ['accept', 'break', ...failures] as const) {
        const { sms } = start(fate);
        const end = await sms.send(canaryMessage, options).catch((error: ConnectorError) => error);
        seen.push(end, end instanceof Error ? end.stack : undefined);
      }
      assertNothingPersonal(seen.map((value) => JSON.stringify(value)));
    });
  });

  describe('messages at once', () => {
    test('do not get mixed up', async () => {
      const { below, sms } = start('accept');
      const messages = Array.from({ length: 50 }, (_, index) => ({
        ...canaryMessage,
        to: `+336987654${String(index).padStart(2, '0')}`,
        reference: `reference-${String(index).padStart(3, '0')}`,
      }));
      const ends = await Promise.allSettled(messages.map((message) => sms.send(message)));
      for (const [index, end] of ends.entries()) {
        if (end.status === 'rejected') continue;
        assert.equal(end.value.messageId, `id-${String(index).padStart(3, '0')}`);
      }
      const references = below.asked.map(({ message }) => message.reference);
      assert.equal(new Set(references).size, references.length, 'A message was passed on twice.');
    });
  });
}

function assertNothingPersonal(texts: readonly (string | undefined)[]): void {
  for (const value of personalValues) {
    assert.ok(
      !texts.some((text) => text?.includes(value)),
      'Personal data of the message was found in an event, a receipt or an error.',
    );
  }
}

function brokenListener(): never {
  throw new Error('A broken listener');
}

/** Lets promises that are ready run. */
function turns(): Promise<void> {
  return new Promise((resolve) => {
    setTimeout(resolve, 20);
  });
}

function late(ms: number): Promise<undefined> {
  return new Promise((resolve) => {
    setTimeout(resolve, ms, undefined).unref();
  });
}
