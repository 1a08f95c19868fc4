import type { TransportReason } from './transport-reasons.ts';

/** One HTTP exchange: one attempt, no redirects, a deadline, a capped body. Returns failures; never throws. */
export interface Http {
  (request: HttpRequest & HttpLimits): Promise<HttpResponse | HttpFailure>;
  /**
   * Closes the connections once the requests under way have ended, each by its own deadline; later requests fail
   * and send nothing. Absent if there is nothing to close.
   */
  readonly close?: (() => Promise<void>) | undefined;
}
export interface HttpRequest {
  readonly method: 'GET' | 'POST' | 'PUT';
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: string | undefined;
}
export interface HttpLimits {
  readonly timeoutMs: number;
  /**
   * How long to wait until the request can be written: for a free connection or a new one, with DNS, proxy and TLS.
   * By default 5,000, and never longer than `timeoutMs`.
   */
  readonly connectTimeoutMs?: number | undefined;
  readonly signal?: AbortSignal | undefined;
}
export interface HttpResponse {
  readonly status: number;
  /** By lower-case name. */
  readonly headers: Readonly<Record<string, string | readonly string[] | undefined>>;
  readonly body: string;
}
export interface HttpFailure {
  readonly failure: 'timeout' | 'network' | 'aborted' | 'invalid_response';
  /** Whether any of the request may have reached the provider. */
  readonly sent: boolean;
  /** The cause, if it is one of a closed list. Holds nothing of the request, so it may be shown. */
  readonly reason?: TransportReason | undefined;
}
