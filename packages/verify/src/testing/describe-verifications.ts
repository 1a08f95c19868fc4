import assert from 'node:assert/strict';
import type { NextSend, SentMessage, VerificationStore } from '../stores/verification-store.ts';
import { assertMembers, read, type StoreKit } from './describe-store.ts';
import {
  hostileIds,
  lifetimeMs,
  minuteMs,
  newId,
  sampleVerification,
} from './sample-verification.ts';

const maxAttempts = 5;
const maxSends = 3;
const message: SentMessage = { sender: 'twilio', messageId: 'id-1', route: 'twilio FR' };

const verificationTypes = {
  id: 'string',
  digest: 'string',
  recipient: 'string',
  periodEndsAt: 'number',
  usageType: 'string',
  sealed: 'string',
  state: 'string',
  attempts: 'number',
  sends: 'number',
  expiresAt: 'number',
  resendAt: 'number',
  keepUntil: 'number',
};

/** The tests of `add`, `attempt`, `claimSend`, `recordSend` and `end`. */
export function describeVerifications({ describe, test }: StoreKit): void {
  describe('a verification', () => {
    test('is kept as it is, and seen by the other handle at once', async ({
      store,
      other,
      now,
    }) => {
      const given = sampleVerification(now);
      await store.add(given, now);
      const found = await read(other, given.id, now);
      assertMembers(found, verificationTypes);
      assert.deepEqual({ ...found, lastMessage: undefined }, { ...given, lastMessage: undefined });
    });

    test('may be without a sealed text', async ({ store, now }) => {
      const given = sampleVerification(now, { sealed: undefined });
      await store.add(given, now);
      const { sealed: _, ...types } = verificationTypes;
      assertMembers(await read(store, given.id, now), types);
    });

    test('that was never added is not found, and not made by any call', async ({ store, now }) => {
      const id = newId();
      await store.recordSend(id, message);
      assert.equal(await store.end(id, 'approved', now), false);
      assert.equal(await store.claimSend(id, nextAt(now), now), undefined);
      assert.equal(await store.attempt(id, maxAttempts, now), undefined);
    });

    test('is known until keepUntil, and not longer', async ({ store, other, now }) => {
      const given = sampleVerification(now);
      await store.add(given, now);
      const last = given.keepUntil - 1;
      assert.equal((await read(other, given.id, last))?.state, 'open');
      assert.equal(await read(other, given.id, given.keepUntil), undefined);
      const claimed = await other.claimSend(given.id, nextAt(now), given.keepUntil);
      assert.equal(claimed, undefined, 'claimSend must not know it either.');
    });

    test('is found by its own id alone, whatever the id is', async ({ store, now }) => {
      const known = hostileIds.filter((_, index) => index % 2 === 0);
      await store.add(sampleVerification(now), now);
      await Promise.all(known.map((id) => store.add(sampleVerification(now, { id }), now)));
      for (const id of hostileIds) {
        const isAdded = known.includes(id);
        const found = await read(store, id, now);
        assert.equal(found?.id, isAdded ? id : undefined, `The id ${JSON.stringify(id)}`);
        const ended = await store.end(id, 'approved', now);
        assert.equal(ended, isAdded, `end with the id ${JSON.stringify(id)}`);
      }
    });

    test('is not found by its id in another case or with spaces', async ({ store, now }) => {
      await store.add(sampleVerification(now, { id: 'abcDEF' }), now);
      for (const id of ['ABCDEF', 'abcdef', 'abcDEF ', ' abcDEF', 'abcDE', 'abcDEFg']) {
        assert.equal(await read(store, id, now), undefined, `The id ${JSON.stringify(id)}`);
      }
    });

    test('does not get mixed up with others', async ({ store, atOnce, now }) => {
      const given = await atOnce(async (handle) => {
        const verification = sampleVerification(now);
        await handle.add(verification, now);
        return verification;
      });
      const sampled = given.filter((_, index) => index % 20 === 0);
      for (const { id, digest, sealed } of sampled) {
        const found = await read(store, id, now);
        assert.deepEqual([found?.digest, found?.sealed], [digest, sealed]);
      }
    });
  });

  describe('an attempt', () => {
    test('counts until there were maxAttempts', async ({ store, other, now }) => {
      const { id } = await added(store, now);
      for (let number = 1; number <= maxAttempts; number += 1) {
        const attempted = await other.attempt(id, maxAttempts, now);
        assertMembers(attempted, { isCounted: 'boolean', verification: 'object' });
        assert.equal(attempted?.isCounted, true);
        assert.equal(attempted?.verification.attempts, number);
      }
      const refused = await store.attempt(id, maxAttempts, now);
      assertMembers(refused, { isCounted: 'boolean', verification: 'object' });
      assert.equal(refused?.isCounted, false, 'More than maxAttempts were counted.');
      assert.equal(refused?.verification.attempts, maxAttempts);
      assert.equal(refused?.verification.state, 'open');
    });

    test('of many at once counts maxAttempts times', async ({ store, atOnce, now }) => {
      const { id } = await added(store, now);
      const attempted = await atOnce((handle) => handle.attempt(id, maxAttempts, now));
      const counted = attempted.filter((each) => each?.isCounted === true);
      assert.deepEqual(
        counted.map((each) => each?.verification.attempts).toSorted(ascending),
        [1, 2, 3, 4, 5],
        'Attempts at once must be counted one after the other.',
      );
      assert.equal((await read(store, id, now))?.attempts, maxAttempts);
    });

    test('of many at once is never lost', async ({ store, atOnce, callsAtOnce, now }) => {
      const { id } = await added(store, now);
      const attempted = await atOnce((handle) => handle.attempt(id, callsAtOnce, now));
      const numbers = attempted.map((each) => each?.verification.attempts).toSorted(ascending);
      assert.deepEqual(
        numbers,
        Array.from({ length: callsAtOnce }, (_, index) => index + 1),
        'An attempt was lost.',
      );
    });

    test('counts until the code expires', async ({ store, now }) => {
      const { id, expiresAt } = await added(store, now);
      assert.equal((await store.attempt(id, maxAttempts, expiresAt - 1))?.isCounted, true);
      const late = await store.attempt(id, maxAttempts, expiresAt);
      assert.equal(late?.isCounted, false, 'An attempt after the end was counted.');
      assert.equal(late?.verification.attempts, 1);
    });

    test('does not count once the verification has ended', async ({ store, now }) => {
      for (const state of ['approved', 'canceled'] as const) {
        const { id } = await added(store, now);
        await store.end(id, state, now);
        const late = await store.attempt(id, maxAttempts, now);
        assert.equal(late?.isCounted, false, 'An attempt after the end was counted.');
        assert.equal(late?.verification.attempts, 0);
      }
    });
  });

  describe('the end of a verification', () => {
    test('is told to one caller, and seen by all', async ({ store, other, now }) => {
      for (const state of ['approved', 'canceled'] as const) {
        const { id } = await added(store, now);
        assert.equal(await store.end(id, state, now), true);
        assert.equal(await other.end(id, 'approved', now), false, 'It had ended.');
        assert.equal(await store.end(id, 'canceled', now), false, 'It had ended.');
        assert.equal((await read(other, id, now))?.state, state);
      }
    });

    test('is told to one of many at once', async ({ store, atOnce, now }) => {
      const { id } = await added(store, now);
      const states = ['approved', 'canceled'] as const;
      const told = await atOnce(async (handle, index) => {
        const state = states[Math.floor(index / 2) % 2] ?? 'approved';
        return (await handle.end(id, state, now)) ? [state] : [];
      });
      assert.equal(told.flat().length, 1, 'More or less than one caller was told that it ended.');
      assert.equal((await read(store, id, now))?.state, told.flat()[0]);
    });

    test('is not possible after it expired', async ({ store, now }) => {
      const { id, expiresAt } = await added(store, now);
      assert.equal(await store.end(id, 'approved', expiresAt), false, 'The code had expired.');
      assert.equal((await read(store, id, expiresAt))?.state, 'open');
      assert.equal(await store.end(id, 'approved', expiresAt - 1), true);
    });

    test('is not prevented by its attempts', async ({ store, now }) => {
      const { id } = await added(store, now);
      for (let number = 0; number < maxAttempts; number += 1) {
        await store.attempt(id, maxAttempts, now);
      }
      assert.equal(await store.end(id, 'approved', now), true, 'The last attempt may be right.');
    });

    test('leaves other verifications as they are', async ({ store, now }) => {
      const [one, two] = [await added(store, now), await added(store, now)];
      await store.end(one.id, 'approved', now);
      const found = await read(store, two.id, now);
      assert.deepEqual([found?.state, found?.sealed], ['open', two.sealed]);
    });
  });

  describe('the sealed text', () => {
    test('is there until the code expires, and not longer', async ({ store, other, now }) => {
      const { id, sealed, expiresAt } = await added(store, now);
      assert.equal((await read(other, id, expiresAt - 1))?.sealed, sealed);
      assert.equal((await read(other, id, expiresAt))?.sealed, undefined, 'It must be gone.');
      const claimed = await store.claimSend(id, nextAt(now), expiresAt);
      assert.equal(claimed?.verification.sealed, undefined, 'It must be gone.');
    });

    test('is gone when the verification has ended', async ({ store, other, now }) => {
      for (const state of ['approved', 'canceled'] as const) {
        const { id } = await added(store, now);
        await store.end(id, state, now);
        assert.equal((await read(other, id, now))?.sealed, undefined, 'It must be gone.');
      }
    });

    test('is given with every attempt and every send', async ({ store, now }) => {
      const { id, sealed, resendAt } = await added(store, now);
      const attempted = await store.attempt(id, maxAttempts, now);
      assert.equal(attempted?.verification.sealed, sealed);
      const claimed = await store.claimSend(id, nextAt(resendAt), resendAt);
      assert.equal(claimed?.verification.sealed, sealed);
    });
  });

  describe('the right to send again', () => {
    test('is given from resendAt on, and moves it', async ({ store, other, now }) => {
      const { id, resendAt } = await added(store, now);
      const early = await store.claimSend(id, nextAt(now), resendAt - 1);
      assertMembers(early, { isClaimed: 'boolean', verification: 'object' });
      assert.equal(early?.isClaimed, false, 'It was before resendAt.');
      assert.equal(early?.verification.resendAt, resendAt);
      assert.equal(early?.verification.sends, 1);

      const next = nextAt(resendAt);
      const claimed = await other.claimSend(id, next, resendAt);
      assertMembers(claimed, { isClaimed: 'boolean', verification: 'object' });
      assert.equal(claimed?.isClaimed, true);
      assert.equal(claimed?.verification.resendAt, next.resendAt);
      assert.equal(claimed?.verification.sends, 2);
      const again = await store.claimSend(id, nextAt(next.resendAt), next.resendAt - 1);
      assert.equal(again?.isClaimed, false, 'It was before the new resendAt.');
    });

    test('is given until there were maxSends', async ({ store, now }) => {
      const { id, resendAt } = await added(store, now);
      for (let sends = 2; sends <= maxSends; sends += 1) {
        const claimed = await store.claimSend(id, { ...nextAt(now), resendAt }, resendAt);
        assert.deepEqual([claimed?.isClaimed, claimed?.verification.sends], [true, sends]);
      }
      const refused = await store.claimSend(id, nextAt(now), resendAt);
      assert.deepEqual([refused?.isClaimed, refused?.verification.sends], [false, maxSends]);
    });

    test('is given to one of many at once', async ({ store, atOnce, now }) => {
      const { id, resendAt } = await added(store, now);
      const claimed = await atOnce((handle) => handle.claimSend(id, nextAt(resendAt), resendAt));
      const given = claimed.filter((each) => each?.isClaimed === true);
      assert.equal(given.length, 1, 'More or less than one caller may send.');
      assert.equal((await read(store, id, now))?.sends, 2);
    });

    test('is not given if the verification is locked or has ended', async ({ store, now }) => {
      const { id, resendAt, expiresAt } = await added(store, now);
      await store.attempt(id, maxAttempts, now);
      const locked = await store.claimSend(id, { ...nextAt(now), maxAttempts: 1 }, resendAt);
      assert.equal(locked?.isClaimed, false, 'It was locked.');
      const expired = await store.claimSend(id, nextAt(now), expiresAt);
      assert.equal(expired?.isClaimed, false, 'It had expired.');
      await store.end(id, 'canceled', now);
      const ended = await store.claimSend(id, nextAt(now), resendAt);
      assert.equal(ended?.isClaimed, false, 'It had ended.');
      assert.equal(ended?.verification.sends, 1);
    });

    test('is no attempt, and an attempt is no send', async ({ store, now }) => {
      const { id, resendAt } = await added(store, now);
      await store.claimSend(id, nextAt(now), resendAt);
      await store.attempt(id, maxAttempts, now);
      const found = await read(store, id, now);
      assert.deepEqual([found?.attempts, found?.sends], [1, 2]);
    });
  });

  describe('the last message', () => {
    test('is the one that was recorded last', async ({ store, other, now }) => {
      const given = await added(store, now);
      await store.recordSend(given.id, message);
      const found = await read(other, given.id, now);
      assert.deepEqual(found, { ...given, lastMessage: message });
      const lost = { sender: 'one two', messageId: '', route: 'one two' };
      await other.recordSend(given.id, lost);
      assert.deepEqual((await read(store, given.id, now))?.lastMessage, lost);
    });

    test('stays when the verification has ended', async ({ store, now }) => {
      const { id } = await added(store, now);
      await store.recordSend(id, message);
      await store.end(id, 'approved', now);
      const found = await read(store, id, now);
      assert.deepEqual([found?.state, found?.lastMessage], ['approved', message]);
    });

    test('may be recorded after the end, and begins nothing again', async ({ store, now }) => {
      const { id } = await added(store, now);
      await store.end(id, 'canceled', now);
      await store.recordSend(id, message);
      const found = await read(store, id, now);
      assert.deepEqual([found?.state, found?.sealed], ['canceled', undefined]);
    });
  });

  describe('calls of different kinds at once', () => {
    test('lose nothing that another has written', async ({ store, atOnce, callsAtOnce, now }) => {
      const { id, resendAt } = await added(store, now);
      const next = { maxAttempts: callsAtOnce, maxSends, resendAt };
      const results = await atOnce(async (handle, index) => {
        if (index % 4 < 2) return handle.attempt(id, callsAtOnce, resendAt);
        if (index % 8 < 4) return handle.recordSend(id, message);
        return handle.claimSend(id, next, resendAt);
      });
      const made = Array.from({ length: callsAtOnce }, (_, index) => index);
      const attempts = made.filter((index) => index % 4 < 2).length;
      const counted = results.filter((each) => each && 'isCounted' in each && each.isCounted);
      assert.equal(counted.length, attempts, 'An attempt was not counted.');
      const found = await read(store, id, now);
      assert.deepEqual(
        [found?.attempts, found?.sends, found?.lastMessage],
        [attempts, maxSends, message],
      );
    });
  });
}

function nextAt(now: number): NextSend {
  return { maxAttempts, maxSends, resendAt: now + minuteMs };
}

async function added(store: VerificationStore, now: number) {
  const verification = sampleVerification(now);
  assert.equal(await store.add(verification, now), undefined, 'add has no result.');
  assert.equal(verification.expiresAt, now + lifetimeMs);
  return verification;
}

function ascending(a: number | undefined, b: number | undefined): number {
  return Number(a) - Number(b);
}
