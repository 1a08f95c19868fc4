import type {
  Connector,
  ConnectorOptions,
  DeliveryReport,
  WebhookRequest,
} from '@sms-connectors/core';
import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { runs } from './property-runs.ts';

/** How often a property of webhooks is tried. */
export const { numRuns } = runs(300);

/**
 * Anybody can send requests to a report handler. None may be believed, throw, or take much work. A token proves only who
 * sent a request: `hasToken` says which requests may have any reports.
 */
export function describeHostileReports(
  connect: (options: Pick<ConnectorOptions, 'onException'>) => Connector,
  genuineRequests: readonly WebhookRequest[],
  hasToken: (request: WebhookRequest) => boolean = () => false,
): void {
  describe.each(genuineRequests.map((genuine, index) => ({ index, genuine })))(
    'a hostile request like the genuine one $index',
    ({ genuine }) => {
      test('is not believed, and throws nothing', async () => {
        const exceptions: unknown[] = [];
        const connector = connect({ onException: (error) => exceptions.push(error) });
        const known = (await reportsOf(connector, genuine)).map(withoutTime);
        expect(known).toHaveLength(1);
        await fc.assert(
          fc.asyncProperty(requestsLike(genuine), async (request) => {
            // A change may be one that no signature covers.
            const reports = await reportsOf(connector, request);
            for (const report of hasToken(request) ? [] : reports) {
              expect(known).toContainEqual(withoutTime(report));
            }
            expect(exceptions).toEqual([]);
          }),
          { numRuns },
        );
      });

      test.each(fillers)('with $name takes work in proportion to its size', async (filler) => {
        const connector = connect({});
        const work = async (size: number): Promise<number> => {
          const request = enlarged(genuine, filler, size);
          const start = process.cpuUsage();
          await connector.parseDeliveryReport?.(request);
          const { user, system } = process.cpuUsage(start);
          return (user + system) / 1000;
        };
        const small = Math.min(await work(largest / growth), await work(largest / growth));
        // Quadratic work would be 256 times as much. A time under 4 ms is too short to compare.
        const most = 3 * growth * Math.max(small, 4);
        // A busy machine may slow down some attempts; work that grows faster is too much in all of them.
        let least = Infinity;
        for (let attempt = 0; attempt < 10 && least >= most; attempt += 1) {
          least = Math.min(least, await work(largest));
        }
        expect(least).toBeLessThan(most);
      });
    },
  );
}

async function reportsOf(
  { parseDeliveryReport }: Connector,
  request: WebhookRequest,
): Promise<readonly DeliveryReport[]> {
  const result = await parseDeliveryReport?.(request);
  return result?.verified === true ? result.reports : [];
}

// The time of a report may be that of the request.
function withoutTime({ messageId, status, code, provider }: DeliveryReport) {
  return { messageId, status, code, provider };
}

/** Requests of any form, and the genuine one with something changed. */
function requestsLike({
  method,
  url,
  headers,
  body,
}: WebhookRequest): fc.Arbitrary<WebhookRequest> {
  const [address = '', query = ''] = url.split('?');
  const changedHeaders = Object.entries(headers).map(([name, value = '']) =>
    fc
      .option(fc.oneof(fc.constant(value), changed(value), text), { nil: undefined })
      .map((changedValue) => [name, changedValue] as const),
  );
  return fc.record({
    method: fc.constantFrom(method, 'GET', 'POST'),
    url: fc.oneof(
      fc.constant(url),
      bodiesLike(query).map((part) => `${address}?${part}`),
    ),
    headers: fc.oneof(
      fc.constant(headers),
      fc.tuple(...changedHeaders).map((entries) => Object.fromEntries(entries)),
    ),
    body: bodiesLike(body),
  });
}

const text = fc.string({ unit: 'binary' });

function bodiesLike(body: string): fc.Arbitrary<string> {
  const json = body.startsWith('{') ? (JSON.parse(body) as object) : undefined;
  const form = new URLSearchParams(body);
  const name = fc.constantFrom('', ...Object.keys(json ?? Object.fromEntries(form)));
  const members = fc.dictionary(fc.oneof(name, text), fc.oneof(text, fc.jsonValue()));
  return fc.oneof(
    text,
    fc.json(),
    changed(body),
    members.map((value) => JSON.stringify({ ...json, ...value })),
    fc
      .array(fc.tuple(fc.oneof(name, text), text))
      .map((pairs) => new URLSearchParams([...form, ...pairs]).toString()),
  );
}

/** A text with a part replaced. */
function changed(given: string): fc.Arbitrary<string> {
  const place = fc.nat({ max: given.length });
  return fc
    .tuple(place, fc.nat({ max: 20 }), fc.string({ maxLength: 20 }))
    .map(([start, count, part]) => given.slice(0, start) + part + given.slice(start + count));
}

// Below what core passes on.
const largest = 240_000;
const growth = 16;

interface Filler {
  readonly name: string;
  readonly json: (index: number) => string;
  readonly form: (index: number) => string;
}

const fillers: readonly Filler[] = [
  {
    name: 'many names',
    json: (index) => `"${index.toString(36)}":"",`,
    form: (index) => `${index.toString(36)}&`,
  },
  {
    name: 'many values of one name',
    json: (index) => `"a":"${index.toString(36)}",`,
    form: (index) => `a=${index.toString(36)}&`,
  },
  {
    name: 'long values',
    json: () => `"a":"${'\\\\'.repeat(500)}",`,
    form: () => `a=${'%'.repeat(1000)}&`,
  },
  {
    name: 'nothing but signs',
    json: () => `"a":${'['.repeat(500)}${']'.repeat(500)},`,
    form: () => '&'.repeat(1000),
  },
];

/** The request with parameters in front of its own, in its JSON, its form, or its query. */
function enlarged(request: WebhookRequest, { json, form }: Filler, size: number): WebhookRequest {
  const { body, url } = request;
  const isJson = body.startsWith('{');
  const added: string[] = [];
  for (let length = 0, index = 0; length < size; index += 1) {
    const next = isJson ? json(index) : form(index);
    added.push(next);
    length += next.length;
  }
  const more = added.join('');
  if (isJson) return { ...request, body: `{${more}${body.slice(1)}` };
  return body === ''
    ? { ...request, url: url.replace('?', `?${more}`) }
    : { ...request, body: more + body };
}
