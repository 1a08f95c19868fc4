import { PrometheusExporter, PrometheusSerializer } from '@opentelemetry/exporter-prometheus';
import { MeterProvider } from '@opentelemetry/sdk-metrics';
import type { MessageQueue } from '@sms-connectors/queue';

/** What the gateway counts, for Prometheus. */
export interface Metrics {
  readonly provider: MeterProvider;
  /** The text format of Prometheus. */
  readonly read: () => Promise<string>;
  /** Reports what waits in this queue from now on. */
  readonly watchQueue: (queue: Pick<MessageQueue, 'counts'>) => void;
  readonly countRequest: (facts: {
    readonly route: string;
    readonly status: number;
    readonly durationMs: number;
  }) => void;
}

export function makeMetrics(): Metrics {
  const reader = new PrometheusExporter({ preventServerStart: true });
  const provider = new MeterProvider({ readers: [reader] });
  const serializer = new PrometheusSerializer();
  const meter = provider.getMeter('@sms-connectors/gateway');
  const durations = meter.createHistogram('http.server.request.duration', {
    unit: 's',
    description: 'The duration of requests to the gateway.',
    advice: { explicitBucketBoundaries: [0.005, 0.01, 0.05, 0.1, 0.5, 1, 5, 10] },
  });
  let watched: Pick<MessageQueue, 'counts'> | undefined;
  const waiting = meter.createObservableGauge('sms_gateway.queue.messages', {
    unit: '{message}',
    description: 'Messages in the queue that all gateways share, by state.',
  });
  const oldest = meter.createObservableGauge('sms_gateway.queue.oldest', {
    unit: 's',
    description: 'How long the next message of the queue has waited.',
  });
  meter.addBatchObservableCallback(
    async (observed) => {
      // While Redis is away, nothing is known.
      const { default: counts } =
        (await watched?.counts().catch(() => ({ default: undefined }))) ?? {};
      if (counts === undefined) return;
      const { oldestMs, ...states } = counts;
      for (const [state, count] of Object.entries(states))
        observed.observe(waiting, count, { state });
      observed.observe(oldest, oldestMs / 1000);
    },
    [waiting, oldest],
  );
  return {
    watchQueue: (queue) => {
      watched = queue;
    },
    provider,
    read: async () => serializer.serialize((await reader.collect()).resourceMetrics),
    countRequest: ({ route, status, durationMs }) =>
      durations.record(durationMs / 1000, {
        'http.route': route,
        'http.response.status_code': status,
      }),
  };
}
