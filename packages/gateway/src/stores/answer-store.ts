import type { Answer } from '../http/answer.ts';

/** What is known of a request that was taken on. */
export interface Begun {
  readonly isSameRequest: boolean;
  readonly forMs: number;
  /** Absent until it is answered. */
  readonly answer?: Answer | undefined;
}

/** Where answers are kept, by the key of their request. @throws `AnswersFailedError` */
export interface AnswerStore {
  /** Takes on a request that nobody has taken on, in one atomic step; otherwise, what is known of it. */
  readonly begin: (key: string, request: string) => Promise<Begun | undefined>;
  readonly finish: (key: string, request: string, answer: Answer) => Promise<void>;
  readonly forget: (key: string) => Promise<void>;
}

export const keptMs = 24 * 60 * 60 * 1000;

/** The store of the answers failed. What it threw may contain anything. */
export class AnswersFailedError extends Error {
  override readonly name = 'AnswersFailedError';
}
