import {
  type AdapterOptions,
  ConnectorError,
  type Message,
  type Open,
  readBody,
  type SendResult,
  tell,
  trySend,
  type WebhookRefusal,
  type WebhookRequest,
} from '@sms-connectors/core';
import { endUserText } from '@sms-connectors/core/end-user-texts';
import { type ClaimStore, memoryClaims } from './claims.ts';
import type { MessageRequest, Platform, SkipReason, Verdict } from './platform.ts';
import { within } from './within.ts';

export interface ReceiverOptions extends AdapterOptions {
  /** Told of each request that was not believed or not understood. Holds nothing of the request. */
  readonly onRefused?: ((reason: Open<WebhookRefusal>) => void) | undefined;
  /** Told of each genuine request after which nothing was sent, and why. */
  readonly onSkipped?: ((reason: Open<SkipReason>) => void) | undefined;
  /** The address of this handler as the platform calls it, if a proxy stands between. Some signatures are made over it. */
  readonly publicUrl?: string | undefined;
  /** Which requests were taken on; by default those of this process. */
  readonly claims?: ClaimStore | undefined;
}

// For the way to the platform and back.
const reserveMs = 500;
// What the store of claims may take of the time for a message, and of the reserve.
const claimMs = 1000;
const releaseMs = 200;

/**
 * A web-standard handler for the requests of one platform. 405, 413, 400: no request of the platform; 401: not believed;
 * 500: the body was read before; all else is the platform's own form of an answer.
 */
export function receiver(
  platform: Platform,
  options: ReceiverOptions,
): (request: Request) => Promise<Response> {
  const { sender, onError, onRefused, onSkipped, onEvent, publicUrl } = options;
  const { claims = memoryClaims() } = options;
  const longestMs = platform.deadlineMs - reserveMs;
  const timeoutMs = Math.min(options.timeoutMs ?? longestMs, longestMs);
  const underWay = new Map<string, Promise<Verdict>>();

  return async (request) => {
    if (request.method !== 'POST') {
      return new Response(null, { status: 405, headers: { allow: 'POST' } });
    }
    const read = await readBody(request);
    if ('tooLarge' in read) return new Response(null, { status: 413 });
    if ('broken' in read) return refuse('malformed', 400);
    if ('alreadyRead' in read) return refuse('already_read', 500);
    const given: WebhookRequest = {
      method: request.method,
      url: publicUrl ?? request.url,
      headers: Object.fromEntries(request.headers),
      body: read.body,
    };
    const proof = await platform.prove(given);
    if (proof !== 'genuine') return refuse(proof, 401);
    const asked = await platform.read(given);
    if (asked === undefined) return refuse('malformed', 400);
    if (!('skipped' in asked)) return platform.answer(await verdictOn(asked));
    tell(onSkipped, asked.skipped);
    return platform.answer({ isSent: true });
  };

  function refuse(reason: Open<WebhookRefusal>, status: number): Response {
    tell(onRefused, reason);
    return new Response(null, { status });
  }

  async function verdictOn({ message, key }: MessageRequest): Promise<Verdict> {
    if (key === undefined) return verdictAfter(await send(message, timeoutMs), message);
    const known = underWay.get(key);
    if (known !== undefined) return known;
    const work = claimAndSend(message, `${platform.id} ${key}`);
    underWay.set(key, work);
    try {
      return await work;
    } finally {
      underWay.delete(key);
    }
  }

  /** Sends a message unless it was taken on before. What was certainly not sent may come again, and hears no again. */
  async function claimAndSend(message: Message, key: string): Promise<Verdict> {
    const startedAt = Date.now();
    const isFree = await claim(key);
    // Nobody knows whether the message was sent before, so it is not sent now.
    if (isFree === undefined) return verdictAfter({ ok: false, error: noClaim(platform) }, message);
    // Another process has it, or had it: the code is on its way.
    if (!isFree) return { isSent: true };
    const result = await send(message, Math.max(1, timeoutMs - (Date.now() - startedAt)));
    if (!result.ok && result.error.outcome === 'rejected') await release(key);
    return verdictAfter(result, message);
  }

  /** `undefined` if the store fails, or does not answer in time; what it grants too late is given back. */
  async function claim(key: string): Promise<boolean | undefined> {
    const claiming = (async () => claims.claim(key))();
    const answer = await within(claimMs, claiming);
    if (answer === undefined) void releaseLate(claiming, key);
    return answer;
  }

  async function releaseLate(claiming: Promise<boolean>, key: string): Promise<void> {
    if (await claiming.catch(() => false)) await release(key);
  }

  async function release(key: string): Promise<void> {
    await within(releaseMs, (async () => claims.release(key))());
  }

  function send(message: Message, withinMs: number): Promise<SendResult> {
    return trySend(sender, message, { timeoutMs: withinMs, onEvent });
  }

  function verdictAfter(result: SendResult, { locale }: Message): Verdict {
    if (!result.ok) tell(onError, result.error);
    return verdictOf(result, platform.audience, locale);
  }
}

function noClaim({ id }: Platform): ConnectorError {
  const detail = 'the store of claims did not answer; nothing was sent.';
  return new ConnectorError({ code: 'network', outcome: 'rejected', detail, provider: { id } });
}

/**
 * Three outcomes onto the two answers that platforms know. A code that may arrive must work, so `unknown` is a yes. A
 * queue that hears no sends again, so it hears that only if nothing was sent and it may help.
 */
function verdictOf(
  result: SendResult,
  audience: Platform['audience'],
  locale: Message['locale'],
): Verdict {
  if (result.ok) return { isSent: true, messageId: result.receipt.messageId };
  const { error } = result;
  if (error.outcome === 'unknown' || audience === 'nobody') return { isSent: true };
  if (audience === 'queue' && !error.retryable) return { isSent: true };
  return { isSent: false, error, text: endUserText(error, locale) };
}
