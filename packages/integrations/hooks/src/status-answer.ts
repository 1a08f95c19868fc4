import type { Verdict } from './platform.ts';

/**
 * The answer to platforms that read the status: 200, 503 if the same request may succeed later, otherwise 422. Some show
 * the body of an error to the person. There is no `Retry-After`: a platform that obeys it keeps the person waiting.
 */
export function statusAnswer(verdict: Verdict): Response {
  if (verdict.isSent) return Response.json({});
  return new Response(verdict.text, { status: verdict.error.retryable ? 503 : 422 });
}
