import type {
  ProviderAnswer,
  ProviderConnection,
  RenderedParameters,
  RenderedText,
  SentMessage,
} from '../connector/connector-definition.ts';
import type { ConnectorOptions, Manifest, Message, Receipt, SendOptions } from '../contract.ts';
import { ConnectorError } from '../errors/connector-error.ts';
import type { Http, HttpLimits, HttpRequest, HttpResponse } from '../http/port.ts';
import type { Template } from '../text/template-types.ts';
import { limitsOf, withinLimits } from './limits.ts';
import {
  failedWithoutRepeats,
  type Repeats,
  repeatsOf,
  withoutRepeats,
} from './repeated-values.ts';
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
  /** The secrets of the config, in all their forms. */
  readonly secrets: readonly string[];
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
  try {
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

    const repeats = repeatsOf({
      secrets: context.secrets,
      message: sentIn(rendering.message),
      headers,
    });
    const sent = { message: rendering.message, request };
    const answer = classifyAnswer(context, repeats, response, sent);
    if (answer.outcome !== 'accepted') throw answerError(manifest, answer, response.status);
    return receiptOf(manifest, answer, rendering);
  } catch (error) {
    if (error instanceof ConnectorError) throw error;
    context.onException(error, 'http');
    const detail = 'the send failed for an unknown reason; the message may have been sent.';
    const provider = { id: manifest.id };
    throw new ConnectorError({ code: 'unclassified', outcome: 'unknown', detail, provider });
  }
}

// The other members are words of the config and of the code.
function sentIn(
  message: Pick<Message, 'to' | 'payload' | 'requester' | 'reference'> &
    (RenderedText | RenderedParameters),
): object {
  const { to, payload, requester, reference } = message;
  const content = 'text' in message ? message.text : message.parameters.map(({ value }) => value);
  return [to, payload, requester, reference, content];
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
  { manifest, request, secrets, onException }: SendContext<SomeTemplate>,
  { message }: Rendering<SomeTemplate>,
  limits: HttpLimits,
  refuse: Refuse,
): MadeRequest | Promise<MadeRequest> {
  const failed = (error: unknown): never => {
    onException(error, 'request');
    return refuse('unclassified', 'the connector could not make a request from this message.');
  };
  let made: ReturnType<typeof request>;
  try {
    made = request(message, limits);
  } catch (error) {
    return failed(error);
  }
  if (!isObject(made)) return failed(wrongRequest());
  if (!('then' in made)) return finish(made, limits);
  const startedAt = performance.now();
  return withinLimits(made, limits).then((result) => {
    if (!isObject(result)) return failed(wrongRequest());
    if ('ended' in result) return refuse(result.ended, endedDetails[result.ended]);
    const timeoutMs = limits.timeoutMs - (performance.now() - startedAt);
    if (timeoutMs <= 0) return refuse('timeout', endedDetails.timeout);
    return finish(result, { ...limits, timeoutMs });
  }, failed);

  function finish(result: Awaited<typeof made>, remaining: HttpLimits): MadeRequest {
    if (!('outcome' in result)) return { request: result, remaining };
    const isRejection = isFailedAnswer(result) && result.outcome === 'rejected';
    if (!isRejection) return failed(wrongRequest());
    const repeats = repeatsOf({ secrets, message: sentIn(message) });
    throw answerError(
      manifest,
      failedWithoutRepeats(result, {
        repeats,
        onLeftOut: (error) => onException(error, 'request'),
      }),
    );
  }
}

const endedDetails = {
  timeout: 'the request was not ready before the deadline; nothing was sent.',
  aborted: 'the caller canceled the send; nothing was sent.',
} as const;

function wrongRequest(): TypeError {
  return new TypeError('request() must return a request or a rejected answer.');
}

// What a connector's own code returns may be anything.
function isObject(value: unknown): boolean {
  return typeof value === 'object' && value !== null;
}

function classifyAnswer<SomeTemplate extends Template>(
  { manifest, classify, onException }: SendContext<SomeTemplate>,
  repeats: Repeats,
  response: HttpResponse,
  sent: SentMessage<SomeTemplate>,
): ProviderAnswer {
  const unreadable = { outcome: 'unknown', code: 'invalid_response' } as const;
  try {
    const answer = classify(response, sent);
    if (isProviderAnswer(answer, manifest)) {
      const { capabilities } = manifest;
      const checked = withoutRepeats(answer, {
        repeats,
        capabilities,
        onLeftOut: (error) => onException(error, 'classify'),
      });
      return checked ?? unreadable;
    }
    onException(new TypeError('classify() returned an incomplete answer.'), 'classify');
    return unreadable;
  } catch (error) {
    onException(error, 'classify');
    return unreadable;
  }
}
