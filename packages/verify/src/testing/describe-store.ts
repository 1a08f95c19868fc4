import assert from 'node:assert/strict';
import type { TestRunner } from '@sms-connectors/core/testing';
import type { StoredVerification, VerificationStore } from '../stores/verification-store.ts';
import { describeCounts } from './describe-counts.ts';
import { describePeriods } from './describe-periods.ts';
import { describeVerifications } from './describe-verifications.ts';

export interface StoreKitOptions {
  readonly runner: TestRunner;
  /** Opens an empty store; each test opens one of its own. */
  readonly open: () => Promise<OpenStores>;
  /** How many calls a test makes at once, at least 20; 2000 by default. */
  readonly callsAtOnce?: number | undefined;
}

export interface OpenStores {
  readonly store: VerificationStore;
  /** The same store as another process opens it: over a connection of its own. For a store in one process, `store`. */
  readonly other: VerificationStore;
  readonly close?: (() => Promise<void>) | undefined;
}

/** What the tests of a store share. */
export interface StoreKit {
  readonly describe: TestRunner['describe'];
  /** A test with an empty store. */
  readonly test: (name: string, body: (stores: TestedStores) => Promise<void>) => void;
}

interface TestedStores extends OpenStores {
  /** A time as callers give it. */
  readonly now: number;
  /** Makes many calls at once, over both handles in turn. */
  readonly atOnce: <Result>(
    call: (store: VerificationStore, index: number) => Promise<Result>,
  ) => Promise<readonly Result[]>;
  readonly callsAtOnce: number;
}

/**
 * The conformance kit for stores of verifications: the tests that each must pass.
 *
 * ```ts
 * import { describe, test } from 'vitest';
 *
 * describeStore({
 *   runner: { describe, test },
 *   open: async () => {
 *     const store = memoryStore();
 *     return { store, other: store };
 *   },
 * });
 * ```
 */
export function describeStore({ runner, open, callsAtOnce = 2000 }: StoreKitOptions): void {
  const kit: StoreKit = {
    describe: runner.describe,
    test: (name, body) => {
      runner.test(name, async () => {
        const opened = await open();
        const { store, other } = opened;
        const atOnce: TestedStores['atOnce'] = async (call) =>
          Promise.all(
            Array.from({ length: callsAtOnce }, (_, index) =>
              call(index % 2 === 0 ? store : other, index),
            ),
          );
        try {
          await body({ ...opened, atOnce, callsAtOnce, now: Date.now() });
        } finally {
          await opened.close?.();
        }
      });
    },
  };
  describeVerifications(kit);
  describePeriods(kit);
  describeCounts(kit);
}

/** Reads a verification: of no attempts, none is counted. */
export async function read(
  store: VerificationStore,
  id: string,
  now: number,
): Promise<StoredVerification | undefined> {
  const attempted = await store.attempt(id, 0, now);
  assert.notEqual(attempted?.isCounted, true, 'An attempt was counted though none is allowed.');
  return attempted?.verification;
}

/** Checks the members of a result: no more, no less, and nothing of another type. */
export function assertMembers(result: object | undefined, types: Readonly<Record<string, string>>) {
  assert.ok(typeof result === 'object', 'The result must be an object.');
  const found = Object.entries(result).flatMap(([name, value]) =>
    value === undefined ? [] : [[name, typeof value]],
  );
  assert.deepEqual(Object.fromEntries(found), types, 'A result has other members.');
}
