import { ConnectorError, type FailedOutcome } from '@sms-connectors/core';

/** Asks Redis within a deadline. @throws `ConnectorError` `network`, whatever Redis or its client says */
export type AskRedis = <Value>(
  work: () => Promise<Value>,
  /** What a failure means for the message: `unknown` if Redis may have it. */
  outcome?: FailedOutcome,
) => Promise<Value>;

export function redisAsker(
  queue: string,
  timeoutMs: number,
  onFailure: (reason: string) => void,
): AskRedis {
  return async (work, outcome = 'rejected') => {
    try {
      return await inTime(work(), timeoutMs);
    } catch (error) {
      onFailure(reasonOf(error));
      const consequence =
        outcome === 'unknown' ? 'the message may be in the queue' : 'nothing was enqueued';
      const detail = `Redis did not answer; ${consequence}.`;
      throw new ConnectorError({ code: 'network', outcome, detail, provider: { id: queue } });
    }
  };
}

/** The kind of a failure. Its message may contain the command, and with it what was to be written. */
export function reasonOf(error: unknown): string {
  const { code, name } = Object(error) as { code?: unknown; name?: unknown };
  const reason = [code, name].find(
    (value) => typeof value === 'string' && /^\w{1,40}$/.test(value),
  );
  return (reason as string | undefined) ?? 'Error';
}

async function inTime<Value>(work: Promise<Value>, timeoutMs: number): Promise<Value> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new TimeoutError()), timeoutMs);
  });
  try {
    return await Promise.race([work, late]);
  } finally {
    clearTimeout(timer);
  }
}

class TimeoutError extends Error {
  override readonly name = 'TimeoutError';
}
