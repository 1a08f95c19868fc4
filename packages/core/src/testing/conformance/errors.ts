import assert from 'node:assert/strict';
import { expectConnectorError } from '../expect-connector-error.ts';
import type { KitRunner } from './kit-runner.ts';
import { send } from './send.ts';
import type { Subject } from './subject.ts';

// The attempts group tests how many requests a send makes; here each gets the same answer.
const everyRequest = 10;

/** The provider's documented failures mean what its documentation says. */
export function errorsGroup({ test }: KitRunner, subject: Subject): void {
  const { connector, options, isMessageRequest } = subject;

  test('has documented answers to test with', async () => {
    assert.ok(
      options.answers.length > 0,
      'Pass `answers` in test/connector.test.ts: one real answer for each form in which the provider refuses, from its documentation.',
    );
  });

  for (const { name, answer, means } of options.answers) {
    test(`reads ${name} as ${means.code}, ${means.outcome}`, async ({ openEmulator }) => {
      await using stage = await openEmulator();
      stage.emulator.fail({ kind: 'answer', answer }, everyRequest, isMessageRequest);
      const error = await expectConnectorError(send(subject, stage.connect()));
      assert.deepEqual(
        { code: error.code, outcome: error.outcome },
        { code: means.code, outcome: means.outcome },
        'classify() (src/connector.ts) must read the provider’s own words, and src/errors.ts say what they mean.',
      );
      assert.equal(error.provider.id, connector.manifest.id);
      assert.equal(error.provider.httpStatus, answer.status);
      if (means.providerCode !== undefined) {
        assert.equal(
          error.provider.code,
          means.providerCode,
          'provider.code must be the provider’s own code.',
        );
      }
    });
  }

  test('reads the provider’s rate limit as rate_limited', async ({ openEmulator }) => {
    await using stage = await openEmulator();
    stage.emulator.fail({ kind: 'rate-limit', retryAfter: '7' }, everyRequest, isMessageRequest);
    const error = await expectConnectorError(send(subject, stage.connect()));
    assert.deepEqual(
      { code: error.code, outcome: error.outcome, retryable: error.retryable },
      { code: 'rate_limited', outcome: 'rejected', retryable: true },
    );
  });
}
