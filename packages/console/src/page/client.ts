import { hc } from 'hono/client';
import type { ConsoleApi } from '../server/api.ts';
import { sessionToken } from './session-token.ts';

const token = sessionToken();

export const client = hc<ConsoleApi>('/api', {
  headers: { authorization: `Bearer ${token ?? ''}` },
});

/** The console was restarted, or this page was opened without its link. */
export class NotSignedIn extends Error {}

/** The server refused the request body. */
export class InvalidRequest extends Error {}

/** Returns the body of a successful response. */
export async function bodyOf<Answer extends AnyAnswer>(
  answer: Promise<Answer>,
): Promise<Awaited<ReturnType<Answer['json']>>> {
  const response = await answer;
  if (response.status === 401 || response.status === 400) throw new NotSignedIn();
  if (response.status === 422) throw new InvalidRequest();
  if (!response.ok) throw new Error(`HTTP ${response.status}`);
  return (await response.json()) as Awaited<ReturnType<Answer['json']>>;
}

interface AnyAnswer {
  readonly status: number;
  readonly ok: boolean;
  readonly json: () => Promise<unknown>;
}
