import type { Connector, DeliveryReport, WebhookRefusal } from './contract.ts';
import { type HandledReports, recentKeys } from './handled-reports.ts';

export interface DeliveryReportHandlerOptions {
  /** The connectors whose reports come here. The last part of the path says which: `/reports/twilio`. */
  readonly connectors: readonly Connector[];
  /** Called with verified reports. Throw to have the provider send them again, where it does. */
  readonly onReports: (reports: readonly DeliveryReport[]) => void | Promise<void>;
  /** Told of a request that was not believed. It holds nothing of the request. */
  readonly onRefused?: (connector: string, reason: WebhookRefusal) => void;
  /**
   * The address of this handler as providers call it, `https://example.com/reports`, where a proxy stands
   * between: signatures are made over it. The address of the request where absent.
   */
  readonly publicUrl?: string | undefined;
  /** Reports handled lately, so that none counts twice. In the memory of this process where absent. */
  readonly handled?: HandledReports | undefined;
}

const maxBodyBytes = 1024 * 1024;

/**
 * A web-standard handler for the webhooks of all connectors: mount it under a path of your own, in any
 * framework that speaks `Request` and `Response`. 200: handled, now or before; 401: not believed; 400, 404,
 * 405, 413: no webhook of ours; 500: `onReports` or `handled` failed; 503: not to be checked now.
 */
export function deliveryReportHandler({
  connectors,
  onReports,
  onRefused,
  publicUrl,
  handled = recentKeys(),
}: DeliveryReportHandlerOptions): (request: Request) => Promise<Response> {
  const byId = new Map(connectors.map((connector) => [connector.id, connector]));

  return async (request) => {
    const { pathname, search } = new URL(request.url);
    const id = pathname.split('/').findLast((part) => part !== '') ?? '';
    const parse = byId.get(id)?.parseDeliveryReport;
    if (parse === undefined) return respond(404);
    if (request.method !== 'POST' && request.method !== 'GET') return respond(405);
    const body = await readBody(request);
    if (body === undefined) return respond(413);

    const url =
      publicUrl === undefined ? request.url : `${publicUrl.replace(/\/$/, '')}/${id}${search}`;
    const headers = Object.fromEntries(request.headers);
    const result = await parse({ method: request.method, url, headers, body });
    if (!result.verified) {
      onRefused?.(id, result.reason);
      return respond(refusalStatus(result.reason));
    }

    const keys = new Map(result.reports.map((report) => [keyOf(id, report), report]));
    const fresh: string[] = [];
    try {
      for (const key of keys.keys()) if (await handled.add(key)) fresh.push(key);
      if (fresh.length < keys.size) onRefused?.(id, 'replayed');
      // The provider may have missed our first answer; with another one it would send again.
      if (fresh.length > 0) await onReports(fresh.flatMap((key) => keys.get(key) ?? []));
      return respond(200);
    } catch {
      // A memory that fails here too keeps these keys: a repetition then counts as handled.
      await Promise.allSettled(fresh.map(async (key) => handled.delete(key)));
      return respond(500);
    }
  };
}

function refusalStatus(reason: WebhookRefusal): number {
  if (reason === 'malformed') return 400;
  // Providers send again after a 5xx, and give up after a 4xx.
  return reason === 'unverifiable' ? 503 : 401;
}

function respond(status: number): Response {
  return new Response(null, { status });
}

async function readBody(request: Request): Promise<string | undefined> {
  if (Number(request.headers.get('content-length') ?? 0) > maxBodyBytes) return undefined;
  const decoder = new TextDecoder();
  let text = '';
  let size = 0;
  for await (const chunk of request.body ?? []) {
    size += chunk.byteLength;
    if (size > maxBodyBytes) return undefined;
    text += decoder.decode(chunk, { stream: true });
  }
  return text + decoder.decode();
}

// A request may be signed anew, or come in another order, and tell the same.
function keyOf(connector: string, { messageId, provider }: DeliveryReport): string {
  return `${connector} ${messageId} ${provider.status} ${provider.code ?? ''}`;
}
