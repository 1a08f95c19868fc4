import assert from 'node:assert/strict';
import { assertMembers, type StoreKit } from './describe-store.ts';
import { hostileIds, minuteMs, newId } from './sample-verification.ts';

const limit = { verifications: 3, seconds: 60 };

/** The tests of `take` and `giveBack`. */
export function describePeriods({ describe, test }: StoreKit): void {
  describe('the limit of a recipient', () => {
    test('has room until it is reached, within a period from the first on', async ({
      store,
      other,
      now,
    }) => {
      const recipient = newId();
      const endsAt = now + minuteMs;
      for (const later of [0, 1000, 2000]) {
        const taken = await store.take(recipient, limit, now + later);
        assertMembers(taken, { hasRoom: 'boolean', endsAt: 'number' });
        assert.deepEqual(taken, { hasRoom: true, endsAt });
      }
      for (const later of [3000, minuteMs - 1]) {
        const refused = await other.take(recipient, limit, now + later);
        assert.deepEqual(refused, { hasRoom: false, endsAt });
      }
    });

    test('begins again when its period has ended', async ({ store, now }) => {
      const recipient = newId();
      for (let number = 0; number < 5; number += 1) await store.take(recipient, limit, now);
      const next = now + minuteMs;
      for (const hasRoom of [true, true, true, false]) {
        const taken = await store.take(recipient, limit, next);
        assert.deepEqual(taken, { hasRoom, endsAt: next + minuteMs });
      }
    });

    test('is the one of the call', async ({ store, now }) => {
      const recipient = newId();
      await store.take(recipient, limit, now);
      const lower = await store.take(recipient, { ...limit, verifications: 1 }, now);
      assert.equal(lower.hasRoom, false, 'The limit is 1 now.');
      const higher = await store.take(recipient, { verifications: 2, seconds: 600 }, now);
      assert.deepEqual(higher, { hasRoom: true, endsAt: now + minuteMs });
    });

    test('is one for each recipient, whatever its key is', async ({ store, now }) => {
      const once = { ...limit, verifications: 1 };
      for (const recipient of hostileIds) {
        const { hasRoom } = await store.take(recipient, once, now);
        assert.equal(hasRoom, true, `The recipient ${JSON.stringify(recipient)}`);
      }
      for (const recipient of hostileIds) {
        const { hasRoom } = await store.take(recipient, once, now);
        assert.equal(hasRoom, false, `The recipient ${JSON.stringify(recipient)}`);
      }
    });

    test('holds for many at once', async ({ atOnce, now }) => {
      const recipient = newId();
      const taken = await atOnce((handle) => handle.take(recipient, limit, now));
      const withRoom = taken.filter(({ hasRoom }) => hasRoom);
      assert.equal(withRoom.length, limit.verifications, 'The limit does not hold.');
      assert.deepEqual([...new Set(taken.map(({ endsAt }) => endsAt))], [now + minuteMs]);
    });

    test('holds for many at once when a period has ended', async ({ store, atOnce, now }) => {
      const recipient = newId();
      await store.take(recipient, limit, now);
      const next = now + minuteMs;
      const taken = await atOnce((handle) => handle.take(recipient, limit, next));
      const withRoom = taken.filter(({ hasRoom }) => hasRoom);
      assert.equal(withRoom.length, limit.verifications, 'The limit does not hold.');
    });
  });

  describe('what is given back', () => {
    test('has room for one more, and refused calls do not count', async ({ store, other, now }) => {
      const recipient = newId();
      for (let number = 0; number < 6; number += 1) await store.take(recipient, limit, now);
      const endsAt = now + minuteMs;
      assert.equal(await other.giveBack(recipient, endsAt), undefined, 'giveBack has no result.');
      assert.deepEqual(await store.take(recipient, limit, now), { hasRoom: true, endsAt });
      assert.deepEqual(await store.take(recipient, limit, now), { hasRoom: false, endsAt });
    });

    test('is never more than what was taken', async ({ store, now }) => {
      const recipient = newId();
      const endsAt = now + minuteMs;
      await store.giveBack(recipient, endsAt);
      await store.take(recipient, limit, now);
      for (let number = 0; number < 3; number += 1) await store.giveBack(recipient, endsAt);
      for (const hasRoom of [true, true, true, false]) {
        assert.equal((await store.take(recipient, limit, now)).hasRoom, hasRoom);
      }
    });

    test('is nothing if the period has ended', async ({ store, now }) => {
      const recipient = newId();
      await store.take(recipient, limit, now);
      const next = now + minuteMs;
      await store.giveBack(recipient, now + minuteMs);
      for (const hasRoom of [true, true, true, false]) {
        assert.equal((await store.take(recipient, limit, next)).hasRoom, hasRoom);
      }
    });

    test('is of its own period, not of one that has begun since', async ({ store, now }) => {
      const recipient = newId();
      const { endsAt } = await store.take(recipient, limit, now);
      for (let number = 0; number < 3; number += 1) await store.take(recipient, limit, endsAt);
      await store.giveBack(recipient, endsAt);
      assert.equal((await store.take(recipient, limit, endsAt)).hasRoom, false);
      await store.giveBack(recipient, endsAt + minuteMs);
      assert.equal((await store.take(recipient, limit, endsAt)).hasRoom, true);
    });

    test('is the recipient’s own', async ({ store, now }) => {
      const [one, two] = [newId(), newId()];
      const once = { ...limit, verifications: 1 };
      await store.take(one, once, now);
      await store.take(two, once, now);
      await store.giveBack(two, now + minuteMs);
      assert.equal((await store.take(one, once, now)).hasRoom, false);
    });

    test('by many at once is not lost', async ({ store, atOnce, callsAtOnce, now }) => {
      const recipient = newId();
      const many = { verifications: callsAtOnce, seconds: 60 };
      await atOnce((handle) => handle.take(recipient, many, now));
      await atOnce((handle, index) =>
        index % 4 < 2 ? handle.giveBack(recipient, now + minuteMs) : Promise.resolve(),
      );
      const back = Array.from({ length: callsAtOnce }, (_, index) => index % 4 < 2);
      const free = back.filter(Boolean).length;
      const taken = await atOnce((handle) => handle.take(recipient, many, now));
      assert.equal(taken.filter(({ hasRoom }) => hasRoom).length, free);
      assert.equal((await store.take(recipient, many, now)).hasRoom, false);
    });
  });
}
