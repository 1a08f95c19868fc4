import assert from 'node:assert/strict';
import type { VerificationStore } from '../stores/verification-store.ts';
import { assertMembers, type StoreKit } from './describe-store.ts';
import { dayMs, hostileIds } from './sample-verification.ts';

/** The tests of `count` and `counts`. */
export function describeCounts({ describe, test }: StoreKit): void {
  describe('the counts', () => {
    test('are by route and by what is counted', async ({ store, other, now }) => {
      assert.deepEqual(await store.counts(now - dayMs, now), []);
      assert.equal(await store.count('sent', 'twilio FR', now), undefined, 'count has no result.');
      await other.count('sent', 'twilio FR', now);
      await store.count('used', 'twilio FR', now);
      await store.count('sent', 'vonage', now);
      const counts = await byRoute(other, now, now);
      for (const each of counts) {
        assertMembers(each, { route: 'string', sent: 'number', used: 'number' });
      }
      assert.deepEqual(counts, [
        { route: 'twilio FR', sent: 2, used: 1 },
        { route: 'vonage', sent: 1, used: 0 },
      ]);
    });

    test('are since the day of a time, in UTC', async ({ store, now }) => {
      const midnight = Math.floor(now / dayMs) * dayMs;
      await store.count('sent', 'two days ago', midnight - dayMs - 1);
      await store.count('sent', 'yesterday', midnight - dayMs);
      await store.count('used', 'yesterday', midnight - 1);
      await store.count('sent', 'today', midnight);
      const routesSince = async (from: number): Promise<readonly string[]> =>
        (await byRoute(store, from, now)).map(({ route }) => route);
      assert.deepEqual(await routesSince(midnight), ['today']);
      assert.deepEqual(await routesSince(now), ['today']);
      assert.deepEqual(await routesSince(midnight - 1), ['today', 'yesterday']);
      assert.deepEqual(await routesSince(midnight - dayMs), ['today', 'yesterday']);
      assert.deepEqual(await routesSince(midnight - dayMs - 1), [
        'today',
        'two days ago',
        'yesterday',
      ]);
    });

    test('of several days are added up', async ({ store, now }) => {
      for (const day of [0, 1, 2, 2]) await store.count('sent', 'twilio FR', now - day * dayMs);
      await store.count('used', 'twilio FR', now - dayMs);
      assert.deepEqual(await store.counts(now - 7 * dayMs, now), [
        { route: 'twilio FR', sent: 4, used: 1 },
      ]);
    });

    test('are those of 90 days', async ({ store, now }) => {
      await store.count('sent', 'first', now);
      await store.count('sent', 'last', now + 89 * dayMs);
      assert.equal((await store.counts(0, now + 89 * dayMs)).length, 2);
      const rest = await store.counts(0, now + 90 * dayMs);
      assert.deepEqual(rest, [{ route: 'last', sent: 1, used: 0 }]);
    });

    test('keep routes apart, whatever their names are', async ({ store, now }) => {
      await Promise.all(hostileIds.map((route) => store.count('sent', route, now)));
      const counts = await store.counts(now, now);
      assert.equal(counts.length, hostileIds.length);
      for (const route of hostileIds) {
        const found = counts.find((each) => each.route === route);
        assert.equal(found?.sent, 1, `The route ${JSON.stringify(route)}`);
      }
    });

    test('miss none of many at once', async ({ store, atOnce, callsAtOnce, now }) => {
      await atOnce((handle, index) =>
        handle.count(index % 4 < 2 ? 'sent' : 'used', 'twilio FR', now),
      );
      const sent = Array.from({ length: callsAtOnce }, (_, index) => index % 4 < 2);
      const expected = sent.filter(Boolean).length;
      assert.deepEqual(await store.counts(now, now), [
        { route: 'twilio FR', sent: expected, used: callsAtOnce - expected },
      ]);
    });
  });
}

async function byRoute(store: VerificationStore, from: number, now: number) {
  const counts = await store.counts(from, now);
  return counts.toSorted((a, b) => (a.route < b.route ? -1 : 1));
}
