import type { Lane } from './lanes.ts';
import type { LaneCounts } from './queue.ts';

/** How many messages a lane has, and how long the next one has waited. */
export async function laneCounts({ queue }: Lane): Promise<LaneCounts> {
  const [counts, [next]] = await Promise.all([
    queue.getJobCounts('wait', 'prioritized', 'delayed', 'active'),
    queue.getJobs(['wait', 'prioritized'], 0, 0, true),
  ]);
  const { wait = 0, prioritized = 0, delayed = 0, active = 0 } = counts;
  return {
    waiting: wait + prioritized,
    delayed,
    sending: active,
    oldestMs: next === undefined ? 0 : Math.max(0, Date.now() - next.timestamp),
  };
}
