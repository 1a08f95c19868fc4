import { runInNewContext } from 'node:vm';
import type { ProviderConnection } from '@sms-connectors/core';
import { expectConnectorError } from '@sms-connectors/core/testing';
import { describe, expect, test } from 'vitest';
import { acme, config } from './acme/connector.ts';
import { startAcmeEmulator } from './acme/emulator.ts';
import { acmeOptions, runKit } from './acme/run-kit.ts';
import { changeConnector } from './acme/change-connector.ts';

const boom = (): never => {
  throw new RangeError(`boom ${config.apiKey}`);
};
const rejecting = async (): Promise<never> => boom();

const changes: Readonly<Record<string, Partial<ProviderConnection>>> = {
  request: { request: boom },
  http: { http: rejecting },
  classify: { classify: boom },
  parseDeliveryReport: { parseDeliveryReport: rejecting },
  verifyConfig: { verifyConfig: rejecting },
  reportConversion: { reportConversion: rejecting },
  close: { close: rejecting },
};

describe('a connector that throws in', () => {
  test.each(Object.entries(changes))(
    '%s sees its own error and stack in the failures',
    async (step, change) => {
      const { failures } = await runKit(acmeOptions(acme(undefined, () => change)));
      const shown = failures.filter(({ message }) => message.includes(`${step}() threw: `));
      expect(shown).not.toEqual([]);
      for (const { message, stack } of shown) {
        expect(message).toMatch(
          new RegExp(
            `${step}\\(\\) threw: RangeError: boom acme-key[^]*conformance-exceptions\\.test\\.ts`,
          ),
        );
        expect(stack).toContain('RangeError: boom');
      }
    },
  );

  test('another realm, as tests of Jest are, sees the stack too', async () => {
    const foreign = runInNewContext(`() => { throw new RangeError('boom'); }`, {}, 'realm.js');
    const { failures } = await runKit(acmeOptions(acme(undefined, () => ({ classify: foreign }))));
    expect(failures.length).toBeGreaterThan(20);
    for (const { message, stack } of failures) {
      expect(message).toMatch(/classify\(\) threw: RangeError: boom[^]*realm\.js/);
      expect(stack).toContain('realm.js');
    }
  });

  test('connect sees it in every test that makes a connector', async () => {
    const { failures } = await runKit(acmeOptions(acme(() => ({ connect: boom }))));
    const blind = failures.filter(
      ({ message }) => !message.includes('connect() threw: RangeError'),
    );
    expect(blind.filter(({ group }) => group !== 'config and guide')).toEqual([]);
    expect(failures.length).toBeGreaterThan(80);
  });

  test('classify fails a test that passes otherwise', async () => {
    const { failures } = await runKit(
      acmeOptions(
        acme(undefined, ({ classify }) => ({
          classify: (response, sent) =>
            response.body === '[]' ? boom() : classify(response, sent),
        })),
      ),
    );
    expect(failures.map(({ group, name }) => `${group}: ${name}`).toSorted()).toEqual([
      'privacy: a 200 with a list leaks nothing',
      'transport faults: a 200 with a list is unknown',
    ]);
    for (const { message, stack } of failures) {
      expect(message).toMatch(/^classify\(\) threw: RangeError: boom/);
      expect(stack).toBe(`Error: ${message}`);
    }
  });
});

describe('without an observer of exceptions', () => {
  const observed = { error: undefined } as { error: unknown };
  const templates = [{ usageType: 'Generic', content: '{{code}}' }] as const;
  const message = { to: '+33612345678', usageType: 'Generic', payload: { code: '31' } } as const;

  test.each(['request', 'http', 'classify', 'reportConversion', 'verifyConfig'] as const)(
    'what %s throws is not shown',
    async (step) => {
      await using emulator = await startAcmeEmulator();
      const factory = acme(undefined, () => changes[step] ?? {});
      const sms = factory({ ...config, templates }, { baseUrl: emulator.url });
      const call = {
        reportConversion: () => sms.reportConversion?.('id', true),
        verifyConfig: () => sms.verifyConfig?.(),
      };
      const failing = step in call ? call[step as keyof typeof call]() : sms.send(message);
      const error = await expectConnectorError(Promise.resolve(failing));
      expect(`${error.stack} ${JSON.stringify(error)}`).not.toContain('boom');
    },
  );

  test('the kit’s own observer is one of the options', async () => {
    const factory = changeConnector(
      acme(undefined, () => ({ request: boom })),
      () => ({}),
    );
    await using emulator = await startAcmeEmulator();
    const sms = factory(
      { ...config, templates },
      {
        baseUrl: emulator.url,
        onException: (error) => {
          observed.error = error;
        },
      },
    );
    await expectConnectorError(sms.send(message));
    expect(observed.error).toBeInstanceOf(RangeError);
  });
});
