import type { JobsOptions } from 'bullmq';
import type { Lane } from '../lanes.ts';

export interface NewJob {
  readonly id: string;
  readonly sealed: string;
  readonly priority: number;
}

/** Says nothing about the message. */
const jobName = 'message';
const atOnce = 1000;

/** Jobs in the portions in which they are added, each in one step. */
export function portionsOf(jobs: readonly NewJob[]): readonly (readonly NewJob[])[] {
  if (jobs.length <= atOnce) return [jobs];
  return Array.from({ length: Math.ceil(jobs.length / atOnce) }, (_, index) =>
    jobs.slice(index * atOnce, (index + 1) * atOnce),
  );
}

/** Adds jobs to a lane; BullMQ ignores those that it has already. */
export async function addJobs({ queue }: Lane, jobs: readonly NewJob[]): Promise<void> {
  const [first] = jobs;
  if (first !== undefined && jobs.length === 1) {
    await queue.add(jobName, { sealed: first.sealed }, optionsOf(first));
    return;
  }
  await queue.addBulk(
    jobs.map((job) => ({ name: jobName, data: { sealed: job.sealed }, opts: optionsOf(job) })),
  );
}

function optionsOf({ id, priority }: NewJob): JobsOptions {
  return priority === 0 ? { jobId: id } : { jobId: id, priority };
}
