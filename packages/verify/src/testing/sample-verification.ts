import { randomBytes } from 'node:crypto';
import type { StoredVerification } from '../stores/verification-store.ts';

const secondMs = 1000;
export const minuteMs = 60_000;
export const dayMs = 86_400_000;

export const lifetimeMs = 10 * minuteMs;
/** How long after its end a verification is still known. */
const keptMs = 60 * minuteMs;

export function newId(): string {
  return randomBytes(16).toString('base64url');
}

/** A verification that starts now, with values of its own. */
export function sampleVerification(
  now: number,
  changes: Partial<StoredVerification> = {},
): StoredVerification {
  return {
    id: newId(),
    digest: newId(),
    recipient: newId(),
    periodEndsAt: now + dayMs,
    usageType: 'SignIn',
    sealed: newId(),
    state: 'open',
    attempts: 0,
    sends: 1,
    expiresAt: now + lifetimeMs,
    resendAt: now + 30 * secondMs,
    keepUntil: now + lifetimeMs + keptMs,
    ...changes,
  };
}

/** Ids that a store may take for something else: a pattern, a path, a statement, a member of every object. */
export const hostileIds: readonly string[] = [
  '',
  '-',
  ' ',
  '*',
  '%',
  '_',
  '?',
  '{}',
  '}',
  '{a}b}',
  ':sealed',
  '__proto__',
  'constructor',
  'toString',
  '../../etc/passwd',
  "' OR '1'='1",
  "'; DROP TABLE sms_verifications; --",
  '$1',
  '\r\nFLUSHALL\r\n',
  'é',
  'e\u0301',
  '\u{1F511}',
  'x'.repeat(2000),
];
