/** One HTTP exchange: one attempt, no redirects, a deadline, a capped body. Returns failures; never throws. */
export interface Http {
  (request: HttpRequest & HttpLimits): Promise<HttpResponse | HttpFailure>;
  /** Closes the connections; absent if there is nothing to close. */
  readonly close?: (() => Promise<void>) | undefined;
}
export interface HttpRequest {
  readonly method: 'GET' | 'POST';
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: string | undefined;
}
export interface HttpLimits {
  readonly timeoutMs: number;
  /** The deadline for the connection; nothing has been sent before it stands. */
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
}
