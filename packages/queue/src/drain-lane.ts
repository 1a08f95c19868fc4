import { isEnd } from './end-watcher.ts';
import type { Lane } from './lanes.ts';
import type { MessageQueue } from './queue.ts';

const atOnce = 500;

/** Cancels every message that waits; BullMQ's own `drain` would leave them without an end. */
export async function drainLane({ queue }: Lane, cancel: MessageQueue['cancel']): Promise<number> {
  let canceled = 0;
  const seen = new Set<string>();
  for (;;) {
    const jobs = await queue.getJobs(['wait', 'prioritized', 'delayed'], 0, atOnce - 1);
    const ids = jobs.map(({ id }) => String(id)).filter((id) => !seen.has(id));
    if (ids.length === 0) return canceled;
    for (const id of ids) seen.add(id);
    const results = await Promise.all(ids.map(cancel));
    canceled += results.filter((result) => isEnd(result) && result.status === 'canceled').length;
    await Promise.all(ids.map((id) => queue.remove(id).catch(() => 0)));
  }
}
