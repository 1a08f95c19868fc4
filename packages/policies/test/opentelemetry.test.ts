import { context, SpanStatusCode, trace } from '@opentelemetry/api';
import { AsyncLocalStorageContextManager } from '@opentelemetry/context-async-hooks';
import {
  AggregationTemporality,
  type Histogram,
  InMemoryMetricExporter,
  MeterProvider,
  PeriodicExportingMetricReader,
} from '@opentelemetry/sdk-metrics';
import {
  BasicTracerProvider,
  InMemorySpanExporter,
  type ReadableSpan,
  SimpleSpanProcessor,
} from '@opentelemetry/sdk-trace-base';
import type { Sender } from '@sms-connectors/core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { Circuits, failover, guard, named, route } from '../src/index.ts';
import { opentelemetry } from '../src/opentelemetry.ts';
import { message } from './support/message.ts';
import { faults, startProvider } from './support/providers.ts';

beforeAll(() => {
  context.setGlobalContextManager(new AsyncLocalStorageContextManager().enable());
});
afterAll(() => context.disable());

function telemetry() {
  const spans = new InMemorySpanExporter();
  const tracerProvider = new BasicTracerProvider({
    spanProcessors: [new SimpleSpanProcessor(spans)],
  });
  const exporter = new InMemoryMetricExporter(AggregationTemporality.CUMULATIVE);
  const reader = new PeriodicExportingMetricReader({ exporter, exportIntervalMillis: 1e6 });
  const meterProvider = new MeterProvider({ readers: [reader] });
  const metrics = async () => {
    await reader.forceFlush();
    const exported = exporter.getMetrics().at(-1)?.scopeMetrics[0]?.metrics ?? [];
    return Object.fromEntries(
      exported.map(({ descriptor, dataPoints }) => [
        descriptor.name,
        { ...descriptor, dataPoints },
      ]),
    );
  };
  return { options: { tracerProvider, meterProvider }, spans, metrics };
}

const parentOf = (span: ReadableSpan | undefined): string | undefined =>
  span?.parentSpanContext?.spanId;

describe('spans', () => {
  test('one for the send, and one for each attempt inside it', async () => {
    await using a = await startProvider();
    await using b = await startProvider();
    a.emulator.fail(faults.region_blocked);
    const { options, spans } = telemetry();
    const senders = [named('a', a.sender), named('b', b.sender)];
    const sms = opentelemetry(
      route({ FR: failover(senders, { circuits: new Circuits() }) }),
      options,
    );
    const receipt = await sms.send(message);
    const finished = spans.getFinishedSpans();
    expect(finished.map(({ name }) => name)).toEqual(['attempt a', 'attempt b', 'send sms']);
    const [first, second, whole] = finished;
    expect(parentOf(first)).toBe(whole?.spanContext().spanId);
    expect(parentOf(second)).toBe(whole?.spanContext().spanId);
    expect(whole?.attributes).toEqual({
      'messaging.system': 'sms',
      'messaging.operation.name': 'send',
      'messaging.operation.type': 'send',
      'messaging.message.id': receipt.messageId,
      'sms_connectors.usage_type': 'SignIn',
      'sms_connectors.country': 'FR',
      'sms_connectors.outcome': 'accepted',
      'sms_connectors.provider': 'twilio',
      'sms_connectors.segments': 1,
    });
    expect(first?.attributes).toMatchObject({
      'sms_connectors.provider': 'a',
      'sms_connectors.outcome': 'rejected',
      'error.type': 'region_blocked',
    });
    expect(first?.status.code).toBe(SpanStatusCode.ERROR);
    expect(whole?.events).toMatchObject([
      {
        name: 'route_chosen',
        attributes: { 'sms_connectors.route': 'FR', 'sms_connectors.sender': 'failover' },
      },
    ]);
  });

  test('of what runs during a send are inside it', async () => {
    const { options, spans } = telemetry();
    let inside: string | undefined;
    const sender = {
      id: 'a',
      send: async () => {
        await Promise.resolve();
        inside = trace.getActiveSpan()?.spanContext().spanId;
        return { messageId: '1', status: 'queued', provider: { id: 'a' } };
      },
    };
    await opentelemetry(sender, options).send(message);
    expect(inside).toBe(spans.getFinishedSpans()[0]?.spanContext().spanId);
  });
});

test('a sender that never ends leaves no span open, and what it tells later is not recorded', async () => {
  const { options, spans } = telemetry();
  const later: (() => void)[] = [];
  const deaf: Sender = {
    id: 'deaf',
    send: (_message, sendOptions) => {
      const about = { policy: 'inner', sender: 'provider', number: 1 };
      const tell = (type: string): void => sendOptions?.onEvent?.({ type, ...about });
      tell('attempt_started');
      later.push(
        () => tell('attempt_ended'),
        () => tell('attempt_started'),
      );
      return new Promise(() => {});
    },
  };
  const sms = opentelemetry(failover([deaf], { circuits: new Circuits(), timeoutMs: 50 }), options);
  await expect(sms.send(message)).rejects.toMatchObject({ code: 'timeout' });
  for (const tell of later) tell();
  const finished = spans.getFinishedSpans();
  const names = ['attempt provider', 'attempt deaf', 'send sms'];
  expect(finished.map(({ name }) => name)).toEqual(names);
  expect(finished[1]?.attributes).toMatchObject({ 'error.type': 'timeout' });
});

test('metrics count sends, attempts, segments and decisions', async () => {
  await using a = await startProvider();
  await using b = await startProvider();
  a.emulator.fail(faults.unauthorized);
  const { options, metrics } = telemetry();
  const senders = [named('a', a.sender), named('b', b.sender)];
  const sms = opentelemetry(failover(senders, { circuits: new Circuits() }), options);
  await sms.send(message);
  await sms.send(message);
  await sms.send({ ...message, to: 'nobody' }).catch(() => undefined);
  const recorded = await metrics();

  const sent = recorded['messaging.client.sent.messages'];
  expect(sent?.dataPoints).toMatchObject([
    {
      value: 2,
      attributes: { 'sms_connectors.outcome': 'accepted', 'sms_connectors.country': 'FR' },
    },
    { value: 1, attributes: { 'error.type': 'invalid_recipient' } },
  ]);
  for (const name of ['messaging.client.operation.duration', 'sms_connectors.attempt.duration']) {
    expect(recorded[name]).toMatchObject({ unit: 's' });
    const [point] = recorded[name]?.dataPoints ?? [];
    const buckets = (point?.value as Histogram | undefined)?.buckets;
    // A send takes less than a second, so that percentiles need boundaries below it.
    expect(buckets?.boundaries.filter((boundary) => boundary < 1).length).toBeGreaterThan(5);
  }
  expect(recorded['sms_connectors.segments']?.dataPoints).toMatchObject([{ value: 2 }]);
  expect(recorded['sms_connectors.attempt.duration']?.dataPoints).toMatchObject([
    {
      attributes: { 'sms_connectors.provider': 'a', 'error.type': 'unauthorized' },
      value: { count: 1 },
    },
    { attributes: { 'sms_connectors.provider': 'b' }, value: { count: 2 } },
    { attributes: { 'sms_connectors.provider': 'b', 'error.type': 'invalid_recipient' } },
  ]);
  const decisions = recorded['sms_connectors.decisions']?.dataPoints.map(
    ({ attributes, value }) => [attributes['sms_connectors.decision'], value],
  );
  expect(decisions).toEqual([
    ['circuit_opened', 1],
    ['sender_skipped', 2],
  ]);
});

test('nothing personal and nothing secret is recorded', async () => {
  await using a = await startProvider();
  const { options, spans, metrics } = telemetry();
  const limits = { perRecipient: { messages: 1, seconds: 60 }, countries: ['FR'] };
  const sms = opentelemetry(
    guard(failover([a.sender], { circuits: new Circuits() }), limits),
    options,
  );
  const canaries = { code: 'canary-code', to: '+33612345678', ip: '203.0.113.77' };
  const personal = {
    ...message,
    payload: { code: canaries.code },
    requester: { ip: canaries.ip, userId: 'canary-user' },
    usageType: 'canary-usage' as 'SignIn',
  };
  a.emulator.fail(faults.reset);
  for (const to of [canaries.to, canaries.to, '+12125550177', 'canary-number']) {
    await sms.send({ ...personal, to }).catch(() => undefined);
    await sms.send({ ...personal, usageType: 'SignIn', to }).catch(() => undefined);
  }
  const recorded = JSON.stringify([
    spans
      .getFinishedSpans()
      .map(({ name, attributes, events, status }) => ({ name, attributes, events, status })),
    await metrics(),
  ]);
  expect(recorded).toContain('limit_reached');
  expect(recorded).not.toMatch(/canary|612345678|5550177|203\.0/);
});
