import { mock } from '@sms-connectors/mock';
import { guessingChance, type Started, verification } from '@sms-connectors/verify';
import { afterEach, describe, expect, test, vi } from 'vitest';
import { phone, secret, templates, to } from './support/sms.ts';

afterEach(() => {
  vi.useRealTimers();
});

describe('the chance of guessing a code', () => {
  test.each([
    [{ digits: 6, maxAttempts: 5, verifications: 10 }, 5e-5],
    [{ digits: 4, maxAttempts: 3, verifications: 10 }, 3e-3],
    [{ digits: 8, maxAttempts: 5, verifications: 10 }, 5e-7],
    [{ digits: 6, maxAttempts: 1, verifications: 1 }, 1e-6],
  ])('with %o is about %d', ({ verifications, ...settings }, wanted) => {
    const chance = guessingChance({
      ...settings,
      perRecipient: { verifications, seconds: 86_400 },
    });
    expect(chance / wanted).toBeCloseTo(1, 2);
  });

  test('is what an attacker reaches who uses every limit', async () => {
    const settings = {
      digits: 4,
      maxAttempts: 5,
      perRecipient: { verifications: 20, seconds: 86_400 },
      resendAfterSeconds: 0,
    };
    const { maxAttempts, perRecipient } = settings;
    const sender = mock({ templates: [...templates] });
    const victims = 1000;
    let guessed = 0;
    let attempts = 0;
    await using codes = verification({ sender, secret, ...settings });
    for (let victim = 0; victim < victims; victim += 1) {
      const number = numberOf(victim);
      let isIn = false;
      for (;;) {
        const started = await codes.start({ to: number, usageType: 'SignIn' });
        if (started.status !== 'started') break;
        // Another message changes neither the code nor the attempts.
        await codes.resend(started);
        for (let guess = 0; ; guess += 1) {
          const { status } = await codes.check({
            id: started.id,
            code: String(guess).padStart(4, '0'),
          });
          attempts += 1;
          isIn ||= status === 'approved';
          if (status !== 'wrong') break;
        }
        // An approved code does not count: the attacker has what they want, and stops.
        if (isIn) break;
      }
      if (isIn) guessed += 1;
      if (victim % 100 === 0) await sender.inbox.clear();
    }
    const allowed = victims * maxAttempts * perRecipient.verifications;
    expect(attempts).toBeLessThanOrEqual(allowed);
    expect(attempts).toBeGreaterThan(allowed * 0.9);
    expect(guessed).toBeLessThanOrEqual(mostGuessed(victims, guessingChance(settings)));
  });

  test('is not raised by canceling, or by asking for codes for another purpose', async () => {
    const sender = mock({ templates: [...templates] });
    const perRecipient = { verifications: 3, seconds: 600 };
    await using codes = verification({ sender, secret, perRecipient });
    const statuses: string[] = [];
    for (const usageType of ['SignIn', 'Generic', 'SignIn', 'Generic'] as const) {
      const started = await codes.start({ to, usageType });
      statuses.push(started.status);
      if (started.status === 'started') await codes.cancel(started);
    }
    expect(statuses).toEqual(['started', 'started', 'started', 'limited']);
  });

  test('is not raised by starts that send nothing: no code of theirs is right', async () => {
    const { sender, texts } = phone();
    const settings = {
      digits: 4,
      maxAttempts: 20,
      perRecipient: { verifications: 1, seconds: 60 },
    } as const;
    await using codes = verification({ sender, secret, ...settings });
    await codes.start({ to, usageType: 'SignIn', known: true });
    const statuses = new Set<string>();
    // With the chance of 20 in 10,000 each, one of these would be approved all but once in e⁸ runs.
    const guessed = Array.from({ length: 4000 }, async (_, index) => {
      const request = index % 2 === 0 ? { to, known: true } : { to: numberOf(index), known: false };
      const started = await codes.start({ usageType: 'SignIn', ...request });
      if (started.status !== 'started') throw new Error(started.status);
      for (let guess = 0; guess < settings.maxAttempts; guess += 1) {
        const code = String(guess).padStart(4, '0');
        statuses.add((await codes.check({ id: started.id, code })).status);
      }
    });
    await Promise.all(guessed);
    expect([...statuses].toSorted()).toEqual(['locked', 'wrong']);
    await codes.close();
    expect(await texts()).toHaveLength(1);
  });

  test('is not raised by what is given back late: it is of its own period', async () => {
    vi.useFakeTimers({ toFake: ['Date'] });
    const { sender, code } = phone();
    const perRecipient = { verifications: 2, seconds: 60 };
    await using codes = verification({ sender, secret, perRecipient });
    const start = async () => codes.start({ to, usageType: 'SignIn' });
    const early = (await start()) as Started;
    const earlyCode = await code();
    vi.setSystemTime(Date.now() + 61_000);
    expect([(await start()).status, (await start()).status]).toEqual(['started', 'started']);
    expect(await codes.check({ id: early.id, code: earlyCode })).toMatchObject({
      status: 'approved',
    });
    await codes.close();
    expect(await start()).toMatchObject({ status: 'limited' });
  });
});

/** The number of victims that chance exceeds in one of a hundred million runs, by the binomial distribution. */
function mostGuessed(victims: number, chance: number): number {
  let most = 0;
  let exactly = (1 - chance) ** victims;
  for (let more = 1 - exactly; more > 1e-8; more -= exactly) {
    most += 1;
    exactly *= ((victims - most + 1) / most) * (chance / (1 - chance));
  }
  return most;
}

function numberOf(index: number): string {
  return `+3361${String(index).padStart(7, '0')}`;
}
