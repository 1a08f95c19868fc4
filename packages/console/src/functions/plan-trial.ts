import type { InboxMessage, Message, Sender, UsageType } from '@sms-connectors/core';
import {
  Circuits,
  type CompletePlan,
  type PolicyEvent,
  senderFrom,
} from '@sms-connectors/policies';
import { namesIn } from './delivery-plan.ts';
import { onPhone } from './phone.ts';
import type { PlanConnector } from './plan-connectors.ts';
import { samplePayload } from './preview-templates.ts';
import { type TrialProvider, trialProvider } from './trial-provider.ts';
import { tryMessage, type TryResult } from './try-message.ts';

interface PlanTrialOrder {
  readonly plan: CompletePlan;
  readonly to: string;
  readonly usageType: UsageType;
  /** The connectors whose provider is down. */
  readonly down: readonly string[];
}

/** What a plan did with one message. Safe to show: only `messages` contains the number. */
export interface PlanTrialResult {
  readonly result: TryResult;
  /** What the policies decided, in order. */
  readonly events: readonly PolicyEvent[];
  /** What the recipient's phone has received since the last reset, oldest first. */
  readonly messages: readonly InboxMessage[];
}

/** Tries delivery plans with emulators. It remembers failures and counts messages as an application does. */
export interface PlanTrial {
  readonly send: (
    order: PlanTrialOrder,
    available: readonly PlanConnector[],
  ) => Promise<PlanTrialResult>;
  /** Forgets failures, counts and messages. */
  readonly reset: () => Promise<void>;
  readonly close: () => Promise<void>;
}

export function openPlanTrial(): PlanTrial {
  const providers = new Map<string, TrialProvider>();
  let known: { readonly key: string; readonly circuits: Circuits } | undefined;
  let made: { readonly key: string; readonly sender: Sender } | undefined;
  let last: Promise<unknown> = Promise.resolve();

  // One at a time, since a message must not be under way while an emulator is stopped for another one.
  const inTurn = <Value>(work: () => Promise<Value>): Promise<Value> => {
    const next = last.then(work, work);
    last = next;
    return next;
  };

  const circuitsOf = ({ circuit }: CompletePlan): Circuits => {
    const key = JSON.stringify(circuit ?? {});
    if (known?.key !== key) known = { key, circuits: new Circuits(circuit) };
    return known.circuits;
  };

  // The counts of the limits are kept as long as the plan stays the same.
  const senderOf = (plan: CompletePlan, connectors: readonly Sender[]): Sender => {
    const key = JSON.stringify(plan);
    if (made?.key !== key) {
      made = { key, sender: senderFrom(plan, { connectors, circuits: circuitsOf(plan) }) };
    }
    return made.sender;
  };

  const providerOf = (name: string): TrialProvider => {
    const provider = providers.get(name) ?? trialProvider(name);
    providers.set(name, provider);
    return provider;
  };

  const send = async (
    { plan, to, usageType, down }: PlanTrialOrder,
    available: readonly PlanConnector[],
  ): Promise<PlanTrialResult> => {
    const used = namesIn(plan);
    const members = available.filter(({ name }) => used.includes(name));
    await Promise.all(
      members.map((each) => providerOf(each.name).prepare(each, down.includes(each.name))),
    );
    const connectors = members.map(({ name }) => providerOf(name).sender);
    const events: PolicyEvent[] = [];
    const result = await tryMessage(senderOf(plan, connectors), testMessage(to, usageType), {
      onEvent: (event) => void events.push(event as PolicyEvent),
    });
    return { result, events, messages: await messages() };
  };

  const messages = async (): Promise<readonly InboxMessage[]> => {
    const received = await Promise.all([...providers.values()].map((each) => each.messages()));
    return onPhone(received.flat());
  };

  const closeAll = async (): Promise<void> => {
    await Promise.all([...providers.values()].map((provider) => provider.close()));
    providers.clear();
  };

  return {
    send: (order, available) => inTurn(() => send(order, available)),
    reset: () =>
      inTurn(async () => {
        await closeAll();
        known = undefined;
        made = undefined;
      }),
    close: () => inTurn(closeAll),
  };
}

function testMessage(to: string, usageType: UsageType): Message {
  return {
    to,
    usageType,
    payload: samplePayload,
    // A limit per requester needs one; RFC 5737 reserves this address for documentation.
    requester: { ip: '192.0.2.1', userId: 'test' },
  };
}
