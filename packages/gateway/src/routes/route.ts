import type { Answer } from '../http/answer.ts';

/** What a route answers, and what the log says of it. */
export interface Outcome {
  readonly answer: Answer;
  readonly outcome?: string | undefined;
  readonly code?: string | undefined;
  /** Nothing was sent, and the same request may succeed later. */
  readonly mayChange?: boolean | undefined;
}
