import { invalidConfig, type Sender, type SendOptions } from '@sms-connectors/core';
import { attempt, outcomeOf } from './attempt.ts';
import { notify, type PolicyEvent } from './events.ts';
import { factsOf } from './message-facts.ts';
import { assertSenders, issueAt } from './settings.ts';
import { readOptions, settle } from './settle.ts';

export type PolicyListener = (event: PolicyEvent) => void;

/**
 * Tells a listener what the policies below decide about each message, and how each send ends. The listener must return
 * at once; what it throws is ignored.
 * @throws `ConnectorError` `invalid_config`
 */
export function observe(sender: Sender, listener: PolicyListener): Sender {
  assertSenders('observe', { sender });
  if (typeof listener !== 'function') {
    throw invalidConfig({ id: 'observe' }, [issueAt(['listener'], 'Must be a function.')]);
  }
  return {
    id: sender.id,
    send: async (message, options) => {
      // Policies are the only source of events.
      const own = { onEvent: listener } as SendOptions;
      const given = readOptions(sender.id, options);
      const onEvent: SendOptions['onEvent'] = (event) => {
        notify(own, event as PolicyEvent);
        notify(given, event as PolicyEvent);
      };
      const ended = await attempt(sender, message, { ...given, onEvent });
      const { result, attempts, durationMs } = ended;
      notify(own, {
        type: 'send_ended',
        sender: sender.id,
        ...factsOf(message),
        ...outcomeOf(result),
        segments: result.ok ? result.receipt.segments : undefined,
        durationMs,
        attempts,
      });
      return settle(ended);
    },
  };
}
