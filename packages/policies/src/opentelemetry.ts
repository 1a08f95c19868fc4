import {
  type Attributes,
  context,
  type Meter,
  type MeterProvider,
  metrics,
  type Span,
  SpanKind,
  SpanStatusCode,
  trace,
  type Tracer,
  type TracerProvider,
} from '@opentelemetry/api';
import type { Attempt, Message, Receipt, Sender, SendOptions } from '@sms-connectors/core';
import { attempt, type Attempted, outcomeOf } from './attempt.ts';
import { type AttemptStarted, notify, type PolicyEvent } from './events.ts';
import { factsOf } from './message-facts.ts';
import { assertSenders } from './settings.ts';
import { readOptions, settle } from './settle.ts';

export interface OpenTelemetryOptions {
  /** By default the global provider. */
  readonly tracerProvider?: TracerProvider | undefined;
  /** By default the global provider. */
  readonly meterProvider?: MeterProvider | undefined;
}

const scope = '@sms-connectors/policies';

/**
 * Records a span and metrics for each send and each attempt below. Names follow the semantic conventions for messaging;
 * what these do not name begins with `sms_connectors`. No recipient, code or text is recorded.
 * @see https://opentelemetry.io/docs/specs/semconv/messaging/
 */
export function opentelemetry(
  sender: Sender,
  {
    tracerProvider = trace.getTracerProvider(),
    meterProvider = metrics.getMeterProvider(),
  }: OpenTelemetryOptions = {},
): Sender {
  assertSenders('opentelemetry', { sender });
  const tracer = tracerProvider.getTracer(scope);
  const record = recorder(meterProvider.getMeter(scope));

  return {
    id: sender.id,
    send: async (message, options) => {
      const given = readOptions(sender.id, options);
      const attributes = attributesOf(message);
      const settings = { kind: SpanKind.CLIENT, attributes };
      return tracer.startActiveSpan('send sms', settings, async (span): Promise<Receipt> => {
        // Without an SDK, or if this trace is not sampled, nobody sees the spans.
        const attempts = span.isRecording() ? attemptSpans(tracer, span) : noSpans;
        const onEvent: SendOptions['onEvent'] = (event) => {
          attempts.see(event as PolicyEvent);
          record.decision(event as PolicyEvent);
          notify(given, event as PolicyEvent);
        };
        const ended = await attempt(sender, message, { ...given, onEvent });
        attempts.end();
        endSpan(span, ended);
        record.send(attributes, ended);
        return settle(ended);
      });
    },
  };
}

const operation = {
  'messaging.system': 'sms',
  'messaging.operation.name': 'send',
  'messaging.operation.type': 'send',
} as const;

function attributesOf(message: Message): Attributes {
  const { usageType, country } = factsOf(message);
  return {
    ...operation,
    'sms_connectors.usage_type': usageType,
    ...(country !== undefined && { 'sms_connectors.country': country }),
  };
}

function endSpan(span: Span, { result }: Attempted): void {
  const { outcome, code } = outcomeOf(result);
  span.setAttribute('sms_connectors.outcome', outcome);
  if (result.ok) {
    const { messageId, segments, provider } = result.receipt;
    span.setAttributes({
      'messaging.message.id': messageId,
      'sms_connectors.provider': provider.id,
      ...(segments !== undefined && { 'sms_connectors.segments': segments }),
    });
  } else {
    span.setAttributes({ 'error.type': code, 'sms_connectors.provider': result.error.provider.id });
    span.setStatus({ code: SpanStatusCode.ERROR });
  }
  span.end();
}

interface AttemptSpans {
  readonly see: (event: PolicyEvent) => void;
  /** Ends the spans of attempts that a sender below has not ended. */
  readonly end: () => void;
}

const noSpans: AttemptSpans = { see: () => undefined, end: () => undefined };

interface OpenAttempt {
  readonly of: AttemptStarted;
  readonly span: Span;
}

/** Turns the events of one send into a span for each attempt, and into span events. */
function attemptSpans(tracer: Tracer, parent: Span): AttemptSpans {
  const parentContext = trace.setSpan(context.active(), parent);
  // An attempt of a policy may contain the attempts of a policy below.
  const open: OpenAttempt[] = [];
  let isOver = false;
  const closeFrom = (index: number): void => {
    for (const { span } of open.splice(index).toReversed()) span.end();
  };
  return {
    see: (event) => {
      if (isOver) return;
      if (event.type === 'attempt_started') {
        const around = open.at(-1)?.span;
        const attributes = { ...operation, 'sms_connectors.provider': event.sender };
        const span = tracer.startSpan(
          `attempt ${event.sender}`,
          { attributes },
          around === undefined ? parentContext : trace.setSpan(parentContext, around),
        );
        open.push({ of: event, span });
      } else if (event.type === 'attempt_ended') {
        const index = open.findLastIndex(
          ({ of: { policy, sender, number } }) =>
            policy === event.policy && sender === event.sender && number === event.number,
        );
        if (index === -1) return;
        const span = open[index]?.span;
        span?.setAttributes(outcomeAttributes(event));
        if (event.outcome !== 'accepted') span?.setStatus({ code: SpanStatusCode.ERROR });
        closeFrom(index);
      } else if (event.type !== 'send_ended') {
        parent.addEvent(event.type, decisionAttributes(event));
      }
    },
    end: () => {
      isOver = true;
      closeFrom(0);
    },
  };
}

function outcomeAttributes({ outcome, code }: Pick<Attempt, 'outcome' | 'code'>): Attributes {
  return {
    'sms_connectors.outcome': outcome,
    ...(code !== undefined && { 'error.type': code }),
  };
}

/** The members of an event, which are texts and numbers. */
function decisionAttributes(event: PolicyEvent): Attributes {
  const members = Object.entries(event).filter(
    ([name, value]) => name !== 'type' && value !== undefined,
  );
  return Object.fromEntries(members.map(([name, value]) => [`sms_connectors.${name}`, value]));
}

interface Recorder {
  readonly send: (attributes: Attributes, ended: Attempted) => void;
  readonly decision: (event: PolicyEvent) => void;
}

// The default boundaries are for milliseconds.
// https://opentelemetry.io/docs/specs/semconv/messaging/messaging-metrics/#metric-messagingclientoperationduration
const explicitBucketBoundaries = [
  0.005, 0.01, 0.025, 0.05, 0.075, 0.1, 0.25, 0.5, 0.75, 1, 2.5, 5, 7.5, 10,
];

function recorder(meter: Meter): Recorder {
  const duration = meter.createHistogram('messaging.client.operation.duration', {
    unit: 's',
    description: 'Duration of a send, over all attempts.',
    advice: { explicitBucketBoundaries },
  });
  const messages = meter.createCounter('messaging.client.sent.messages', {
    unit: '{message}',
    description: 'Messages that were passed to a sender.',
  });
  const attempts = meter.createHistogram('sms_connectors.attempt.duration', {
    unit: 's',
    description: 'Duration of one attempt with one provider.',
    advice: { explicitBucketBoundaries },
  });
  const segments = meter.createCounter('sms_connectors.segments', {
    unit: '{segment}',
    description: 'Billed parts of the messages that providers accepted.',
  });
  const decisions = meter.createCounter('sms_connectors.decisions', {
    unit: '{decision}',
    description: 'What policies decided, such as sender_skipped or limit_reached.',
  });
  return {
    send: (about, { result, attempts: tried, durationMs }) => {
      const provider = result.ok ? result.receipt.provider.id : result.error.provider.id;
      const attributes = {
        ...about,
        'sms_connectors.provider': provider,
        ...outcomeAttributes(outcomeOf(result)),
      };
      messages.add(1, attributes);
      duration.record(durationMs / 1000, attributes);
      if (result.ok && result.receipt.segments !== undefined) {
        segments.add(result.receipt.segments, attributes);
      }
      for (const one of tried) {
        attempts.record(one.durationMs / 1000, {
          ...about,
          'sms_connectors.provider': one.sender,
          ...outcomeAttributes(one),
        });
      }
    },
    decision: (event) => {
      if (/^(attempt_|send_)/.test(event.type)) return;
      const sender = 'sender' in event ? event.sender : undefined;
      decisions.add(1, {
        'sms_connectors.decision': event.type,
        ...(sender !== undefined && { 'sms_connectors.provider': sender }),
      });
    },
  };
}
