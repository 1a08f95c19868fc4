import type {
  ProviderAnswer,
  ProviderConnection,
  RejectedAnswer,
  SentMessage,
} from '../connector/connector-definition.ts';
import type { ConnectorOptions, Manifest, Message, Receipt, SendOptions } from '../contract.ts';
import { ConnectorError } from '../errors/connector-error.ts';
import type { Http, HttpLimits, HttpRequest, HttpResponse } from '../http/port.ts';
import type { Template } from '../text/template-types.ts';
import { limitsOf, withinLimits } from './limits.ts';
import {
  type Refuse,
  type RenderContext,
  renderMessage,
  type Rendering,
} from './render-message.ts';
import {
  answerError,
  isFailedAnswer,
  isProviderAnswer,
  receiptOf,
  transportError,
} from './send-result.ts';

/** Everything that a connector has ready before a message comes. */
export interface SendContext<SomeTemplate extends Template> extends RenderContext<SomeTemplate> {
  readonly limits: Pick<HttpLimits, 'timeoutMs' | 'connectTimeoutMs'>;
  readonly request: ProviderConnection<SomeTemplate>['request'];
  readonly classify: ProviderConnection<SomeTemplate>['classify'];
  readonly http: Http;
  readonly refuse: Refuse;
  readonly onException: NonNullable<ConnectorOptions['onException']>;
}

/** Ends sends of one connector before anything is sent. */
export function refuser({ id }: Manifest): Refuse {
  return (code, detail) => {
    throw new ConnectorError({ code, outcome: 'rejected', detail, provider: { id } });
  };
}

/**
 * The one straight line: recipient, template, text, request, one HTTP exchange, answer, receipt. Every failure ends in
 * a {@link ConnectorError}; the original error is dropped, since it may contain anything.
 */
export async function sendMessage<SomeTemplate extends Template>(
  context: SendContext<SomeTemplate>,
  message: Message,
  options?: SendOptions,
): Promise<Receipt> {
  const { manifest, refuse } = context;
  const { limits, rendering } = readInput(context, message, options, refuse);
  if (limits.signal?.aborted === true) return refuse('aborted');

  const made = makeRequest(context, rendering, limits, refuse);
  const { request, remaining } = made instanceof Promise ? await made : made;
  const { method, url, headers, body } = request;
  const { timeoutMs, connectTimeoutMs, signal } = remaining;
  const response = await context.http({
    method,
    url,
    headers,
    body,
    timeoutMs,
    connectTimeoutMs,
    signal,
  });
  if ('failure' in response) throw transportError(manifest, response);

  const answer = classifyAnswer(context, response, { message: rendering.message, request });
  if (answer.outcome !== 'accepted') throw answerError(manifest, answer, response.status);
  return receiptOf(manifest, answer, rendering);
}

// A message or an option may have getters that throw, and what they throw may contain anything.
function readInput<SomeTemplate extends Template>(
  context: SendContext<SomeTemplate>,
  message: Message,
  options: SendOptions | undefined,
  refuse: Refuse,
): { readonly limits: HttpLimits; readonly rendering: Rendering<SomeTemplate> } {
  try {
    const limits = limitsOf(options, context.limits);
    if (typeof limits === 'string') return refuse('invalid_message', limits);
    return { limits, rendering: renderMessage(context, message, refuse) };
  } catch (error) {
    if (error instanceof ConnectorError) throw error;
    return refuse('invalid_message', 'the message or the options could not be read.');
  }
}

interface MadeRequest {
  readonly request: HttpRequest;
  /** The limits, less the time that making the request took. */
  readonly remaining: HttpLimits;
}

function makeRequest<SomeTemplate extends Template>(
  context: SendContext<SomeTemplate>,
  { message }: Rendering<SomeTemplate>,
  limits: HttpLimits,
  refuse: Refuse,
): MadeRequest | Promise<MadeRequest> {
  let made: ReturnType<typeof context.request>;
  try {
    made = context.request(message, limits);
  } catch (error) {
    return refuseRequest(context, error, refuse);
  }
  if (!('then' in made)) {
    return { request: readRequest(context, made, refuse), remaining: limits };
  }
  const startedAt = performance.now();
  return withinLimits(made, limits).then(
    (result) => {
      if ('ended' in result) return refuse(result.ended, endedDetails[result.ended]);
      const timeoutMs = limits.timeoutMs - (performance.now() - startedAt);
      if (timeoutMs <= 0) return refuse('timeout', endedDetails.timeout);
      const request = readRequest(context, result, refuse);
      return { request, remaining: { ...limits, timeoutMs } };
    },
    (error: unknown) => refuseRequest(context, error, refuse),
  );
}

/** The request, if a connector made one. */
function readRequest<SomeTemplate extends Template>(
  context: SendContext<SomeTemplate>,
  made: HttpRequest | RejectedAnswer,
  refuse: Refuse,
): HttpRequest {
  if (!('outcome' in made)) return made;
  if (isFailedAnswer(made) && made.outcome === 'rejected') {
    throw answerError(context.manifest, made);
  }
  const problem = 'request() must return a request or a rejected answer.';
  return refuseRequest(context, new TypeError(problem), refuse);
}

function refuseRequest<SomeTemplate extends Template>(
  { onException }: SendContext<SomeTemplate>,
  error: unknown,
  refuse: Refuse,
): never {
  onException(error, 'request');
  return refuse('unclassified', 'the connector could not make a request from this message.');
}

const endedDetails = {
  timeout: 'the request was not ready before the deadline; nothing was sent.',
  aborted: 'the caller canceled the send; nothing was sent.',
} as const;

function classifyAnswer<SomeTemplate extends Template>(
  { manifest, classify, onException }: SendContext<SomeTemplate>,
  response: HttpResponse,
  sent: SentMessage<SomeTemplate>,
): ProviderAnswer {
  const unreadable = { outcome: 'unknown', code: 'invalid_response' } as const;
  try {
    const answer = classify(response, sent);
    if (isProviderAnswer(answer, manifest)) return answer;
    onException(new TypeError('classify() returned an incomplete answer.'), 'classify');
    return unreadable;
  } catch (error) {
    onException(error, 'classify');
    return unreadable;
  }
}
