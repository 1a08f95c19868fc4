import type { Http } from '@sms-connectors/core';

/** A `GET` to SNS; `undefined` if it failed, or if there have been too many. */
export type GetFromSns = (
  url: string,
) => Promise<{ readonly status: number; readonly body: string } | undefined>;

const maxRequests = 10;
const periodMs = 60 * 1000;
const timeoutMs = 5000;

/** Asks SNS ten times a minute at most: anybody can send messages that name something to fetch. */
export function snsRequests(http: Http): GetFromSns {
  let startedAt: readonly number[] = [];
  return async (url) => {
    const now = Date.now();
    startedAt = startedAt.filter((time) => now - time < periodMs);
    if (startedAt.length >= maxRequests) return undefined;
    startedAt = [...startedAt, now];
    const response = await http({ method: 'GET', url, headers: {}, timeoutMs });
    return 'failure' in response ? undefined : response;
  };
}
