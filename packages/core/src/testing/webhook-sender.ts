import { setTimeout as delay } from 'node:timers/promises';
import { isLoopback } from '../http/loopback.ts';

/** A request to the webhook of the emulator's user, such as a delivery report. */
export interface OutgoingWebhook {
  readonly method?: 'GET' | 'POST' | undefined;
  /** By default the URL that the webhook was made for; a GET adds its query. */
  readonly url?: string | undefined;
  readonly headers?: Readonly<Record<string, string>> | undefined;
  readonly body?: string | undefined;
}

/**
 * Calls a webhook once the answer has been sent; resolves when the call is over, whatever came of it. Without a URL, or
 * with one that the emulator may not call, it does nothing.
 */
export type SendWebhook = (
  url: string | undefined,
  /** Called right before the request, since signatures contain its time. */
  make: (url: string) => OutgoingWebhook | Promise<OutgoingWebhook>,
) => Promise<void>;

export interface WebhookSender {
  readonly send: SendWebhook;
  /** Waits up to a second for the calls under way, cancels the rest, and starts no more. */
  readonly close: () => Promise<void>;
}

const closeMs = 1000;
const timeoutMs = 10_000;

/** Sends webhooks to this machine, and to the origins that its user has configured. */
export function webhookSender(allowedOrigins: readonly string[] = []): WebhookSender {
  if (!allowedOrigins.every((origin) => URL.parse(origin)?.origin === origin)) {
    throw new TypeError('webhookOrigins: Write each as http://app:3000, without a path.');
  }
  const closing = new AbortController();
  const underWay = new Set<Promise<void>>();
  const isAllowed = (url: string): boolean =>
    isLoopback(url) || allowedOrigins.includes(URL.parse(url)?.origin ?? '');
  let isClosed = false;

  const call = async (target: string, make: Parameters<SendWebhook>[1]): Promise<void> => {
    const { method = 'POST', url = target, headers, body } = await make(target);
    if (!isAllowed(url)) return;
    const signal = AbortSignal.any([closing.signal, AbortSignal.timeout(timeoutMs)]);
    // A redirect may lead to another host.
    const response = await fetch(url, {
      method,
      ...(headers && { headers }),
      ...(body !== undefined && { body }),
      signal,
      redirect: 'manual',
    });
    await response.body?.cancel();
  };

  return {
    send: async (url, make) => {
      // So that the answer to the request is written first.
      await delay(0);
      if (isClosed || url === undefined || !isAllowed(url)) return;
      // It does not retry: a webhook that is down misses this call.
      const calling = call(url, make).catch(() => undefined);
      underWay.add(calling);
      await calling;
      underWay.delete(calling);
    },
    close: async () => {
      isClosed = true;
      const timer = setTimeout(() => closing.abort(), closeMs);
      await Promise.all(underWay);
      clearTimeout(timer);
    },
  };
}
