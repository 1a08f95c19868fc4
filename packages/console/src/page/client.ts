import { hc } from 'hono/client';
import type { StorageProblem } from '../functions/storage-error.ts';
import type { ConsoleApi } from '../server/api.ts';
import { sealedFetch } from './sealed-fetch.ts';
import { sessionToken } from './session-token.ts';

export const client = hc<ConsoleApi>('/api', { fetch: sealedFetch(sessionToken()) });

/** The console was restarted, or this page was opened without its link. */
export class NotSignedIn extends Error {}

/** The server refused the request body. */
export class InvalidRequest extends Error {}

/** The server could not store a config or a draft. */
export class NotStored extends Error {
  readonly problem: StorageProblem;

  constructor(problem: StorageProblem) {
    super(problem);
    this.problem = problem;
  }
}

/** Returns the body of a successful response. */
export async function bodyOf<Answer extends AnyAnswer>(
  answer: Promise<Answer>,
): Promise<Awaited<ReturnType<Answer['json']>>> {
  const response = await answer;
  if (response.status === 401) throw new NotSignedIn();
  if (response.status === 422) throw new InvalidRequest();
  if (response.status === 507) {
    throw new NotStored(((await response.json()) as { problem: StorageProblem }).problem);
  }
  if (!response.ok) throw new Error(`HTTP ${response.status}`);
  return (await response.json()) as Awaited<ReturnType<Answer['json']>>;
}

interface AnyAnswer {
  readonly status: number;
  readonly ok: boolean;
  readonly json: () => Promise<unknown>;
}
