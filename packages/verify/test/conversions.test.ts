import { setTimeout as delay } from 'node:timers/promises';
import { aws } from '@sms-connectors/aws';
import { startAwsEmulator } from '@sms-connectors/aws/emulator';
import type { Connector, SendEvent } from '@sms-connectors/core';
import type { Emulator } from '@sms-connectors/core/testing';
import { mock } from '@sms-connectors/mock';
import { Circuits, failover, guard, named } from '@sms-connectors/policies';
import { twilio } from '@sms-connectors/twilio';
import { startTwilioEmulator } from '@sms-connectors/twilio/emulator';
import { type Started, verification } from '@sms-connectors/verify';
import { vonage } from '@sms-connectors/vonage';
import { startVonageEmulator } from '@sms-connectors/vonage/emulator';
import { describe, expect, test } from 'vitest';
import { secret, templates, to } from './support/sms.ts';

const usageType = 'SignIn';

interface Provider extends AsyncDisposable {
  readonly emulator: Emulator;
  readonly connector: Connector;
}

function provided(emulator: Emulator, connector: Connector): Provider {
  return {
    emulator,
    connector,
    [Symbol.asyncDispose]: async () => {
      await connector.close();
      await emulator.close();
    },
  };
}

async function openTwilio(): Promise<Provider> {
  const emulator = await startTwilioEmulator();
  const config = { ...emulator.config, provideFeedback: true, templates: [...templates] };
  return provided(emulator, twilio(config, { baseUrl: emulator.url }));
}

const providers = {
  twilio: openTwilio,
  aws: async () => {
    const emulator = await startAwsEmulator();
    const config = { ...emulator.config, messageFeedback: true, templates: [...templates] };
    return provided(emulator, aws(config, { baseUrl: emulator.url }));
  },
  vonage: async () => {
    const emulator = await startVonageEmulator();
    const config = { ...emulator.config, templates: [...templates] };
    return provided(emulator, vonage(config, { baseUrl: emulator.url }));
  },
} satisfies Record<string, () => Promise<Provider>>;

function codeIn({ messages }: Emulator): string {
  return /\d{6}/.exec(messages.at(-1)?.text ?? '')?.[0] ?? '';
}

describe.each(Object.entries(providers))('a used code of %s', (name, open) => {
  test('is reported to the provider, once', async () => {
    await using provider = await open();
    const { emulator, connector } = provider;
    const events: SendEvent[] = [];
    await using codes = verification({
      sender: failover([connector], { circuits: new Circuits() }),
      connectors: [connector],
      secret,
      onEvent: (event) => events.push(event),
    });
    const { id } = (await codes.start({ to, usageType })) as Started;
    expect(emulator.conversions).toEqual([]);
    const code = codeIn(emulator);
    await Promise.all(Array.from({ length: 5 }, () => codes.check({ id, code })));
    await codes.close();
    expect(emulator.conversions).toEqual([
      { messageId: emulator.messages[0]?.messageId, used: true },
    ]);
    expect(events).toContainEqual({ type: 'conversion_reported', sender: name, used: true });
    expect(await codes.conversionRates()).toEqual([
      { sender: name, country: 'FR', sent: 1, used: 1, rate: 1 },
    ]);
  });
});

describe('a canceled code', () => {
  test('is reported as one that nobody used, once', async () => {
    await using provider = await openTwilio();
    const { emulator, connector } = provider;
    await using codes = verification({ sender: connector, secret });
    const { id } = (await codes.start({ to, usageType })) as Started;
    await Promise.all(Array.from({ length: 3 }, () => codes.cancel({ id })));
    await codes.close();
    expect(emulator.conversions).toEqual([
      { messageId: emulator.messages[0]?.messageId, used: false },
    ]);
  });
});

describe('a used code', () => {
  test('is reported to the provider whose message was the last', async () => {
    await using one = await openTwilio();
    await using two = await openTwilio();
    const [a, b] = [named('a', one.connector), named('b', two.connector)];
    await using codes = verification({
      sender: failover([a, b], { circuits: new Circuits() }),
      connectors: [
        { ...one.connector, id: 'a' },
        { ...two.connector, id: 'b' },
      ],
      secret,
      resendAfterSeconds: 0,
    });
    const { id } = (await codes.start({ to, usageType })) as Started;
    await codes.resend({ id });
    await codes.check({ id, code: codeIn(two.emulator) });
    await codes.close();
    expect(one.emulator.conversions).toEqual([]);
    expect(two.emulator.conversions).toHaveLength(1);
  });

  test('is approved even if the provider does not take the report', async () => {
    await using provider = await openTwilio();
    const { emulator, connector } = provider;
    const events: SendEvent[] = [];
    const kept: Promise<void>[] = [];
    const codes = verification({
      sender: connector,
      secret,
      waitUntil: (work) => kept.push(work),
      onEvent: (event) => events.push(event),
    });
    const { id } = (await codes.start({ to, usageType })) as Started;
    emulator.fail({ kind: 'answer', answer: { status: 503, body: '' } });
    expect(await codes.check({ id, code: codeIn(emulator) })).toMatchObject({ status: 'approved' });
    expect(kept).toHaveLength(1);
    await Promise.all(kept);
    expect(events.at(-1)).toEqual({
      type: 'conversion_failed',
      sender: 'twilio',
      used: true,
      code: 'provider_unavailable',
    });
  });

  test.each([
    [true, 'started'],
    [false, 'rejected'],
  ])('tells the guard: used %s, the next start is %s', async (isUsed, next) => {
    const phone = mock({ templates: [...templates] });
    const pumping = { minMessages: 20, minConversionRate: 0.3, settleSeconds: 1, seconds: 60 };
    const sender = guard(phone, { pumping });
    await using codes = verification({ sender, secret, guards: [sender] });
    const startAndCheck = async (number: string, enters: boolean): Promise<void> => {
      const { id } = (await codes.start({ to: number, usageType })) as Started;
      const { payload } = await phone.inbox.waitFor();
      const { code } = payload as { readonly code: string };
      await codes.check({ id, code: enters ? code : 'x' });
    };
    for (let last = 1000; last < 1060; last += 1) await startAndCheck(`+3361234${last}`, isUsed);
    // Without any used code, a guard takes it that nobody records them.
    await startAndCheck('+33655512345', true);
    await codes.close();
    await delay(1100);
    expect(await codes.start({ to: '+33612349999', usageType })).toMatchObject({ status: next });
  });
});
