import { randomUUID } from 'node:crypto';

/** 122 random bits: nobody guesses one. */
export function newId(): string {
  return randomUUID();
}

/** What a browser sends may be anything; whatever is no id is one that does not exist. */
export function readId(given: unknown): string {
  return typeof given === 'string' && /^[\da-f-]{36}$/.test(given) ? given : '-';
}
