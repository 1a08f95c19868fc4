import { once } from 'node:events';
import { type IncomingMessage, type ServerResponse, createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { setTimeout as delay } from 'node:timers/promises';
import type { Requester } from '../contract.ts';
import { type EmulatorFault, faultQueue } from './emulator-faults.ts';
import { type EmulatorRequest, isFromWebsite, readRequest } from './emulator-request.ts';
import { keepNewest } from './keep-newest.ts';
import { type SendWebhook, webhookSender } from './webhook-sender.ts';

export interface EmulatorAnswer {
  readonly status: number;
  readonly headers?: Readonly<Record<string, string>>;
  /** A string is sent as it is; an object as JSON. */
  readonly body: string | object;
}

/** A message that the provider accepted. */
export interface EmulatedMessage {
  readonly messageId: string;
  readonly to: string;
  readonly from: string;
  /** The text as the phone shows it; the provider fills an approved template itself. */
  readonly text: string;
  readonly at: Date;
  /** All parameters of the request, by the provider's own names. */
  readonly parameters: Readonly<Record<string, string>>;
  /** The approved template that the request names. */
  readonly templateId?: string | undefined;
  /** The values for it, in the template's order. */
  readonly templateParameters?: readonly string[] | undefined;
  /** How long the provider may try to deliver, in seconds, if the request says so. */
  readonly validitySeconds?: number | undefined;
  /** The sender's own id of the message, if the request has one. */
  readonly reference?: string | undefined;
  /** Who asked for the code, if the request says so. */
  readonly requester?: Requester | undefined;
}

/** Feedback on whether a code was used. */
export interface EmulatedConversion {
  readonly messageId: string;
  readonly used: boolean;
}

/** What an emulator does besides answering. */
export interface EmulatorTools {
  readonly recordConversion: (conversion: EmulatedConversion) => void;
  readonly sendWebhook: SendWebhook;
}

/** What makes an emulator that of a certain provider. */
export interface EmulatorDefinition {
  /** The provider's answer; `record` keeps the messages that it accepts. */
  readonly answer: (
    request: EmulatorRequest,
    record: (message: EmulatedMessage) => void,
    tools: EmulatorTools,
  ) => EmulatorAnswer | Promise<EmulatorAnswer>;
  readonly rateLimited: (retryAfter: string) => EmulatorAnswer;
  /** Forgets what the provider knows beyond requests and messages, such as a balance. */
  readonly reset?: (() => void) | undefined;
}

export interface EmulatorOptions {
  /** By default any free port. */
  readonly port?: number | undefined;
  /** Called with each accepted message. */
  readonly onMessage?: ((message: EmulatedMessage) => void) | undefined;
  /** Origins besides this machine that webhooks may go to, such as `http://app:3000` in a container network. */
  readonly webhookOrigins?: readonly string[] | undefined;
}

export interface Emulator {
  /** The connector's base URL: `twilio(config, { baseUrl: emulator.url })`. */
  readonly url: string;
  /** The newest 1,000 requests, oldest first, including those that were refused. */
  readonly requests: readonly EmulatorRequest[];
  /** The newest 1,000 accepted messages, oldest first. */
  readonly messages: readonly EmulatedMessage[];
  /** The newest 1,000 reports on whether a code was used, oldest first. */
  readonly conversions: readonly EmulatedConversion[];
  /**
   * Lets the next requests fail: one by default, all with `Infinity`; with `applies`, only those it accepts.
   * @throws `TypeError` for a fault that would do nothing
   */
  readonly fail: (
    fault: EmulatorFault,
    times?: number,
    applies?: (request: EmulatorRequest) => boolean,
  ) => void;
  /** Forgets requests, messages, conversions and faults. */
  readonly reset: () => void;
  /** Stops the server. Webhooks under way get a second to end. */
  readonly close: () => Promise<void>;
  readonly [Symbol.asyncDispose]: () => Promise<void>;
}

const maxKept = 1000;

/** Starts a provider's emulator: a real HTTP server on this machine. */
export async function startEmulator(
  definition: EmulatorDefinition,
  { port = 0, onMessage, webhookOrigins }: EmulatorOptions = {},
): Promise<Emulator> {
  const requests: EmulatorRequest[] = [];
  const messages: EmulatedMessage[] = [];
  const conversions: EmulatedConversion[] = [];
  const faults = faultQueue();
  const webhooks = webhookSender(webhookOrigins);
  const stopping = new AbortController();

  const record = (given: EmulatedMessage): void => {
    const message = withoutUndefined(given);
    keepNewest(messages, message, maxKept);
    onMessage?.(message);
  };
  const tools: EmulatorTools = {
    recordConversion: (conversion) => keepNewest(conversions, conversion, maxKept),
    sendWebhook: webhooks.send,
  };

  const respond = async (incoming: IncomingMessage, outgoing: ServerResponse): Promise<void> => {
    if (isFromWebsite(incoming.headers)) return write(outgoing, websiteRefused);
    const request = await readRequest(incoming);
    if (request === undefined) return write(outgoing, tooLarge);
    keepNewest(requests, request, maxKept);
    const fault = faults.next(request);
    switch (fault?.kind) {
      case 'reset':
        return void incoming.socket.resetAndDestroy();
      case 'hang':
        return;
      case 'rate-limit':
        return write(outgoing, definition.rateLimited(fault.retryAfter ?? '1'));
      case 'answer':
        return write(outgoing, fault.answer);
      case 'slow':
        await delay(fault.ms, undefined, { signal: stopping.signal });
        break;
      case undefined:
        break;
    }
    write(outgoing, await definition.answer(request, record, tools));
  };

  const server = createServer((incoming, outgoing) => {
    respond(incoming, outgoing).catch(() => incoming.socket.destroy());
  });
  server.listen(port, '127.0.0.1');
  await once(server, 'listening');

  const close = async (): Promise<void> => {
    if (!server.listening) return;
    stopping.abort();
    server.close();
    server.closeAllConnections();
    await Promise.all([once(server, 'close'), webhooks.close()]);
  };
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    requests,
    messages,
    conversions,
    fail: faults.add,
    reset: () => {
      for (const list of [requests, messages, conversions]) list.length = 0;
      faults.clear();
      definition.reset?.();
    },
    close,
    [Symbol.asyncDispose]: close,
  };
}

const websiteRefused: EmulatorAnswer = {
  status: 403,
  body: 'An emulator does not answer requests from websites.',
};
const tooLarge: EmulatorAnswer = { status: 413, headers: { connection: 'close' }, body: '' };

function write(outgoing: ServerResponse, { status, headers, body }: EmulatorAnswer): void {
  const isText = typeof body === 'string';
  outgoing.writeHead(status, {
    ...(!isText && { 'content-type': 'application/json' }),
    ...headers,
  });
  outgoing.end(isText ? body : JSON.stringify(body));
}

/** What the request does not have, the message does not show. */
function withoutUndefined(message: EmulatedMessage): EmulatedMessage {
  const members = Object.entries(message).filter(([, value]) => value !== undefined);
  return Object.fromEntries(members) as unknown as EmulatedMessage;
}
