import type {
  Connector,
  DeliveryReport,
  DeliveryReports,
  Open,
  WebhookRefusal,
  WebhookRequest,
} from '../contract.ts';
import { isWithoutQuery, type UrlRule, urlProblem } from '../http/url-rules.ts';
import { connectorIdIn } from './connector-id-in.ts';
import { readBody } from './read-body.ts';
import { type ReportStore, memoryReportStore } from './report-store.ts';

export interface DeliveryReportHandlerOptions {
  /**
   * The connectors whose reports come here. The last part of the path says which: `/reports/twilio`. Several
   * accounts of one provider may share it where each proves its reports.
   */
  readonly connectors: readonly Connector[];
  /**
   * Called with verified reports. Throw to have the provider send them again, where it does. A report comes once
   * to each process; again where a process ended, or `store` failed, after this was called.
   */
  readonly onReports: (reports: readonly DeliveryReport[]) => void | Promise<void>;
  /** Told of a request that was not believed, or that repeats what was handled. Holds nothing of the request. */
  readonly onRefused?: (connector: string, reason: Open<WebhookRefusal>) => void;
  /**
   * The address of this handler as providers call it, without the id of a connector, if a proxy stands between:
   * `https://example.com/reports`. Signatures are made over it. By default, the address of the request.
   */
  readonly publicUrl?: string | undefined;
  /** Reports handled lately, so that none counts twice. In the memory of this process where absent. */
  readonly store?: ReportStore | undefined;
}

/**
 * A web-standard handler for the webhooks of all connectors: mount it under a path of your own, in any
 * framework that speaks `Request` and `Response`. 200: handled, now or before; 401: not believed; 400, 404,
 * 405, 413: no webhook of ours; 500: `onReports` or `store` failed, or the application read the body before the
 * handler could; 503: not to be checked now.
 * @throws `TypeError` for a connector without delivery reports, or whose config has nothing that proves them, and for a
 * wrong `publicUrl`
 */
export function deliveryReportHandler(
  options: DeliveryReportHandlerOptions,
): (request: Request) => Promise<Response> {
  const {
    connectors,
    onReports,
    onRefused,
    publicUrl,
    store = memoryReportStore(),
  } = readOptions(options);
  const parsers = Map.groupBy(connectors.map(provable), ([id]) => id);
  const problem = publicUrl === undefined ? undefined : publicUrlProblem(publicUrl, parsers);
  if (problem !== undefined) throw new TypeError(`publicUrl: ${problem}`);
  const underWay = new Map<string, Promise<void>>();

  return async (request) => {
    const { pathname } = new URL(request.url);
    const id = connectorIdIn(pathname);
    const ofProvider = parsers.get(id)?.map(([, parse]) => parse);
    if (ofProvider === undefined) return respond(404);
    if (request.method !== 'POST' && request.method !== 'GET') {
      return new Response(null, { status: 405, headers: { allow: 'GET, POST' } });
    }
    const read = await readBody(request);
    if ('tooLarge' in read) return respond(413);
    if ('broken' in read) {
      tellRefused(id, 'malformed');
      return respond(400);
    }
    if ('alreadyRead' in read) {
      tellRefused(id, 'already_read');
      return respond(500, { contentType: 'text/plain', body: alreadyRead });
    }
    const { body } = read;

    const url = publicUrl === undefined ? request.url : calledUrl(publicUrl, request.url, id);
    const headers = Object.fromEntries(request.headers);
    const result = await mostTelling(ofProvider, { method: request.method, url, headers, body });
    if (!result.verified) {
      tellRefused(id, result.reason);
      return respond(refusalStatus(result.reason));
    }

    const reports = new Map(result.reports.map((report) => [keyOf(id, report), report]));
    const elsewhere = [...reports.keys()].flatMap((key) => underWay.get(key) ?? []);
    const ours = new Map([...reports].filter(([key]) => !underWay.has(key)));
    const work = handle(id, reports.size, ours);
    for (const key of ours.keys()) underWay.set(key, work);
    // Who sends a report again before the first is handled, hears what became of the first.
    const ends = await Promise.allSettled([work, ...elsewhere]);
    for (const key of ours.keys()) underWay.delete(key);
    const isHandled = ends.every(({ status }) => status === 'fulfilled');
    return isHandled ? respond(200, result.reply) : respond(500);
  };

  async function handle(
    id: string,
    count: number,
    reports: ReadonlyMap<string, DeliveryReport>,
  ): Promise<void> {
    const fresh: [string, DeliveryReport][] = [];
    try {
      for (const entry of reports) if (!(await store.has(entry[0]))) fresh.push(entry);
      // The provider may have missed our first answer; with another one it would send again.
      if (fresh.length > 0) await onReports(fresh.map(([, report]) => report));
      for (const [key] of fresh) await store.add(key);
    } catch (error) {
      await Promise.allSettled(fresh.map(async ([key]) => store.release?.(key)));
      throw error;
    }
    if (fresh.length < count) tellRefused(id, 'replayed');
  }

  // What is told of a refusal decides nothing.
  function tellRefused(id: string, reason: WebhookRefusal): void {
    try {
      onRefused?.(id, reason);
    } catch {
      // Theirs to notice.
    }
  }
}

/** The options as they were given. What a getter throws may contain anything. */
function readOptions(options: DeliveryReportHandlerOptions): DeliveryReportHandlerOptions {
  let given: DeliveryReportHandlerOptions;
  try {
    const { connectors, onReports, onRefused, publicUrl, store } = options;
    given = {
      connectors: [...connectors],
      onReports,
      ...(onRefused && { onRefused }),
      publicUrl,
      store,
    };
  } catch {
    throw new TypeError('The options of deliveryReportHandler need a list of connectors.');
  }
  if (typeof given.onReports !== 'function') {
    throw new TypeError('The option onReports of deliveryReportHandler must be a function.');
  }
  return given;
}

const isWithoutId = (ids: ReadonlyMap<string, unknown>): UrlRule => ({
  isMet: (url) => !ids.has(connectorIdIn(new URL(url).pathname)),
  message: 'Must not end in the ID of a connector, because the handler adds it.',
});

function publicUrlProblem(url: string, ids: ReadonlyMap<string, unknown>): string | undefined {
  return urlProblem(url, isWithoutQuery, isWithoutId(ids));
}

/** The URL that the provider called, as it wrote it: parsing would change its query. */
function calledUrl(publicUrl: string, requestUrl: string, id: string): string {
  const [, path = '', query = ''] = /^([^?#]*)(\?[^#]*)?/.exec(requestUrl) ?? [];
  const ownPath = path.slice(path.lastIndexOf(`/${id}`));
  return publicUrl.replace(/\/+$/, '') + ownPath + query;
}

type VerifiedReports = Extract<DeliveryReports, { readonly verified: true }>;
type Parse = NonNullable<Connector['parseDeliveryReport']>;

function provable(connector: Connector): readonly [string, Parse] {
  const { id, parseDeliveryReport, hasReports } = readConnector(connector);
  if (parseDeliveryReport !== undefined) return [id, parseDeliveryReport];
  if (!hasReports) {
    throw new TypeError(`${id} has no delivery reports; leave it out of connectors.`);
  }
  const guide = 'its guide says what to add under “Receive delivery reports”';
  throw new TypeError(
    `The config of ${id} has nothing that proves its delivery reports; ${guide}.`,
  );
}

function readConnector(
  connector: Connector,
): Pick<Connector, 'id' | 'parseDeliveryReport'> & { readonly hasReports: boolean } {
  try {
    const { id, manifest, parseDeliveryReport } = connector;
    const hasReports = manifest.capabilities.deliveryReports !== undefined;
    return { id, hasReports, ...(parseDeliveryReport && { parseDeliveryReport }) };
  } catch {
    throw new TypeError('A connector of deliveryReportHandler could not be read.');
  }
}

// Of several refusals, the one after which the request may be worth another try, or is best understood.
const byWeight: readonly WebhookRefusal[] = ['unverifiable', 'stale', 'replayed', 'malformed'];

/** Where one provider has several accounts here, the report is of the one that can prove it. */
async function mostTelling(
  parsers: readonly Parse[],
  request: WebhookRequest,
): Promise<DeliveryReports> {
  const refusals: WebhookRefusal[] = [];
  for (const parse of parsers) {
    const result = await parse(request);
    if (result.verified) return result;
    refusals.push(result.reason);
  }
  const heaviest = byWeight.find((reason) => refusals.includes(reason));
  return { verified: false, reason: heaviest ?? refusals[0] ?? 'malformed' };
}

function refusalStatus(reason: WebhookRefusal): number {
  if (reason === 'malformed') return 400;
  // Providers send again after a 5xx, and give up after a 4xx.
  return reason === 'unverifiable' ? 503 : 401;
}

function respond(status: number, reply?: VerifiedReports['reply']): Response {
  if (reply === undefined) return new Response(null, { status });
  return new Response(reply.body, { status, headers: { 'content-type': reply.contentType } });
}

const alreadyRead =
  'The body of this request was read before the delivery report handler could verify it. Mount the handler before any middleware that reads bodies.';

// A request may be signed anew, come in another order, or lose its error code, and tell the same.
function keyOf(connector: string, { messageId, status, provider }: DeliveryReport): string {
  return `${connector} ${messageId} ${status} ${provider.status}`;
}
