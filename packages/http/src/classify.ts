import {
  classifyHttpStatus,
  type HttpResponse,
  type ProviderAnswer,
  retryAfterMs,
} from '@sms-connectors/core';
import type { ParsedConfig } from './config.ts';
import { readBody, type ReadBody, textAt } from './json-path.ts';

type Answer = NonNullable<ParsedConfig['answer']>;

// A code or a state is one word; anything else may be personal data, and is never repeated.
const word = /^[\w.:-]{1,64}$/;
const id = /^[!-~]{1,255}$/;

/** What an answer means. A failure that the config lists comes first, then its success, then the HTTP status. */
export function classify(answer: Answer, response: HttpResponse, ownId: string): ProviderAnswer {
  const { errorCode, errorCodes = {}, errorStatuses = {} } = answer;
  const body = readBody(response.body);
  const code = errorCode === undefined ? undefined : wordAt(body, errorCode);
  const listed = code === undefined ? undefined : own(errorCodes, code);
  const known = listed ?? own(errorStatuses, String(response.status));
  if (known !== undefined) {
    return {
      outcome: 'rejected',
      code: known,
      providerCode: code,
      retryAfterMs: retryAfterMs(response.headers),
    };
  }
  const messageId = acceptedId(answer, response, body, ownId);
  if (messageId !== undefined) {
    return { outcome: 'accepted', messageId, status: statusIn(answer, body) };
  }
  return { ...classifyHttpStatus(response), providerCode: code };
}

/** The message's ID, if the answer is a success as the config describes it. */
function acceptedId(
  { acceptedStatuses, accepted, messageId, errorCode }: Answer,
  { status }: HttpResponse,
  body: ReadBody,
  ownId: string,
): string | undefined {
  const isStatus = acceptedStatuses?.includes(status) ?? (status >= 200 && status < 300);
  if (!isStatus) return undefined;
  const hasValues = Object.entries(accepted ?? {}).every(([path, values]) =>
    values.includes(textAt(body, path) ?? ''),
  );
  // An error code that the config does not know is no success, unless the config says what one is.
  const isFailure =
    accepted === undefined && errorCode !== undefined && textAt(body, errorCode) !== undefined;
  if (!hasValues || isFailure) return undefined;
  if (messageId === undefined) return ownId;
  const found = textAt(body, messageId);
  return found !== undefined && id.test(found) ? found : undefined;
}

/** The gateway's own word for the state; `1` and `true` are none. */
function statusIn({ accepted = {} }: Answer, body: ReadBody): string {
  const words = Object.keys(accepted).map((path) => wordAt(body, path));
  return words.find((each) => each !== undefined && !/^(?:\d+|true)$/.test(each)) ?? 'accepted';
}

/** A code or a state at a path; `undefined` for anything that is no word. */
export function wordAt(body: ReadBody, path: string): string | undefined {
  const found = textAt(body, path);
  return found !== undefined && word.test(found) ? found : undefined;
}

/** Whether it can be the ID of a message. */
export function isMessageId(text: string | undefined): text is string {
  return text !== undefined && id.test(text);
}

function own<Value>(table: Readonly<Record<string, Value>>, key: string): Value | undefined {
  return Object.hasOwn(table, key) ? table[key] : undefined;
}
