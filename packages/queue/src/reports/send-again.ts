import { type DeliveryReport, factsOfErrorCode } from '@sms-connectors/core';
import type { Context } from '../context.ts';
import { addJobs } from '../enqueue/add-jobs.ts';
import { laneIn } from '../ids.ts';
import { type KeptMessage, keptKey } from './keep-for-next.ts';

/** Lets another provider send what did not arrive, once, while the code is valid. */
export async function sendAgain(
  { settings, client, lanes, ask, emit }: Context,
  reports: readonly DeliveryReport[],
): Promise<void> {
  if (settings.afterUndelivered === 'stop') return;
  for (const report of reports.filter(otherProviderMayHelp)) {
    const key = keptKey(settings.name, report.provider.id, report.messageId);
    const text = await ask(() => client.get(key), 'unknown');
    if (text === null) continue;
    const { id, sealed, avoid } = JSON.parse(text) as KeptMessage;
    const lane = lanes.get(laneIn(id));
    if (lane === undefined) continue;
    // The id makes it one message, however often it is enqueued. What is kept goes last, so that nothing is lost.
    await ask(() => addJobs(lane, [{ id, sealed, priority: 0 }]), 'unknown');
    await ask(() => client.del(key), 'unknown');
    emit({ type: 'message_sent_again', queue: settings.name, lane: lane.name, id, avoid });
  }
}

/** A person who opted out is not sent the message another way. */
function otherProviderMayHelp({ status, code = 'unclassified' }: DeliveryReport): boolean {
  return status === 'undelivered' && factsOfErrorCode(code).otherProviderCanHelp;
}
