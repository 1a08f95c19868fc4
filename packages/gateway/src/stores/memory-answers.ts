import { createHash } from 'node:crypto';
import type { Answer } from '../http/answer.ts';
import { type AnswerStore, keptMs } from './answer-store.ts';

interface Kept {
  readonly request: string;
  readonly at: number;
  readonly answer?: Answer | undefined;
}

const mostKept = 100_000;

/** Keeps answers in this process. */
export function memoryAnswers(): AnswerStore {
  const byKey = new Map<string, Kept>();
  return {
    begin: async (key, request) => {
      const name = digestOf(key);
      const digest = digestOf(request);
      const now = performance.now();
      const kept = byKey.get(name);
      if (kept !== undefined && now - kept.at < keptMs) {
        const isSameRequest = kept.request === digest;
        return { isSameRequest, forMs: now - kept.at, answer: kept.answer };
      }
      // The first is the oldest.
      for (const [oldest, { at }] of byKey) {
        if (now - at < keptMs && byKey.size < mostKept) break;
        byKey.delete(oldest);
      }
      byKey.delete(name);
      byKey.set(name, { request: digest, at: now });
      return undefined;
    },
    finish: async (key, request, answer) => {
      byKey.set(digestOf(key), { request: digestOf(request), at: performance.now(), answer });
    },
    forget: async (key) => void byKey.delete(digestOf(key)),
  };
}

/** Of the same length, however long the text of the client is. */
function digestOf(text: string): string {
  return createHash('sha256').update(text).digest('base64');
}
