import type {
  Connector,
  DeliveryReport,
  DeliveryReports,
  WebhookRefusal,
  WebhookRequest,
} from '../contract.ts';
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
  readonly onRefused?: (connector: string, reason: WebhookRefusal) => void;
  /**
   * The address of this handler as providers call it, `https://example.com/reports`, where a proxy stands
   * between: signatures are made over it. The address of the request where absent.
   */
  readonly publicUrl?: string | undefined;
  /** Reports handled lately, so that none counts twice. In the memory of this process where absent. */
  readonly store?: ReportStore | undefined;
}

const maxBodyBytes = 1024 * 1024;

/**
 * A web-standard handler for the webhooks of all connectors: mount it under a path of your own, in any
 * framework that speaks `Request` and `Response`. 200: handled, now or before; 401: not believed; 400, 404,
 * 405, 413: no webhook of ours; 500: `onReports` or `store` failed, or the application read the body before the
 * handler could; 503: not to be checked now.
 * @throws `TypeError` for a connector without delivery reports, or whose config has nothing that proves them
 */
export function deliveryReportHandler({
  connectors,
  onReports,
  onRefused,
  publicUrl,
  store = memoryReportStore(),
}: DeliveryReportHandlerOptions): (request: Request) => Promise<Response> {
  const parsers = Map.groupBy(connectors.map(provable), ([id]) => id);
  const underWay = new Map<string, Promise<void>>();

  return async (request) => {
    const { pathname, search } = new URL(request.url);
    const id = pathname.split('/').findLast((part) => part !== '') ?? '';
    const ofProvider = parsers.get(id)?.map(([, parse]) => parse);
    if (ofProvider === undefined) return respond(404);
    if (request.method !== 'POST' && request.method !== 'GET') {
      return new Response(null, { status: 405, headers: { allow: 'GET, POST' } });
    }
    const read = await readBody(request);
    if ('tooLarge' in read) return respond(413);
    if ('alreadyRead' in read) {
      tellRefused(id, 'already_read');
      return respond(500, { contentType: 'text/plain', body: alreadyRead });
    }
    const { body } = read;

    const url =
      publicUrl === undefined ? request.url : `${publicUrl.replace(/\/$/, '')}/${id}${search}`;
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
    for (const entry of reports) if (!(await store.has(entry[0]))) fresh.push(entry);
    // The provider may have missed our first answer; with another one it would send again.
    if (fresh.length > 0) await onReports(fresh.map(([, report]) => report));
    for (const [key] of fresh) await store.add(key);
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

type VerifiedReports = Extract<DeliveryReports, { readonly verified: true }>;
type Parse = NonNullable<Connector['parseDeliveryReport']>;

function provable({ id, manifest, parseDeliveryReport }: Connector): readonly [string, Parse] {
  if (parseDeliveryReport !== undefined) return [id, parseDeliveryReport];
  if (manifest.capabilities.deliveryReports === undefined) {
    throw new TypeError(`${id} has no delivery reports; leave it out of connectors.`);
  }
  const guide = 'its guide says what to add under “Receive delivery reports”';
  throw new TypeError(
    `The config of ${id} has nothing that proves its delivery reports; ${guide}.`,
  );
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

type ReadBody =
  | { readonly body: string }
  | { readonly tooLarge: true }
  | { readonly alreadyRead: true };

async function readBody(request: Request): Promise<ReadBody> {
  if (request.bodyUsed || request.body?.locked === true) return { alreadyRead: true };
  const length = Number(request.headers.get('content-length') ?? 0);
  if (length > maxBodyBytes) return { tooLarge: true };
  const decoder = new TextDecoder();
  let text = '';
  let size = 0;
  for await (const chunk of request.body ?? []) {
    size += chunk.byteLength;
    if (size > maxBodyBytes) return { tooLarge: true };
    text += decoder.decode(chunk, { stream: true });
  }
  // A `Request` with the method GET never has a body, whatever its headers say.
  if (size === 0 && length > 0 && request.method !== 'GET') return { alreadyRead: true };
  return { body: text + decoder.decode() };
}

// A request may be signed anew, or come in another order, and tell the same.
function keyOf(connector: string, { messageId, status, provider }: DeliveryReport): string {
  return `${connector} ${messageId} ${status} ${provider.status} ${provider.code ?? ''}`;
}
