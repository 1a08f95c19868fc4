import assert from 'node:assert/strict';
import { fetchHttp } from '../../http/fetch.ts';
import type { Http, HttpResponse } from '../../http/port.ts';
import { makeRequest } from '../emulator-request.ts';
import type { EmulatorAnswer } from '../emulator.ts';
import { canaries } from './canaries.ts';
import type { KitRunner } from './kit-runner.ts';
import { send } from './send.ts';
import type { Subject } from './subject.ts';

interface RepeatedValues {
  /** Values that a message's request contains, besides the kit's own. */
  readonly secrets: readonly string[];
  readonly search: (ended: unknown) => void;
}

/** Answers of the provider's own form, each with one value that was sent in place of one of its own. */
export function repeatedValuesTests(
  { test }: Pick<KitRunner, 'test'>,
  subject: Subject,
  { secrets, search }: RepeatedValues,
): void {
  const answers: readonly { readonly name: string; readonly answer?: EmulatorAnswer }[] = [
    { name: 'an accepted message' },
    ...subject.options.answers,
  ];
  const repeated = [canaries.code, canaries.to, canaries.to.slice(1), ...secrets];

  for (const { name, answer } of answers) {
    test(`a value that was sent, in the answer to ${name}, leaks nothing`, async ({
      openEmulator,
    }) => {
      await using stage = await openEmulator();
      const { emulator } = stage;
      const isMessage = ({ method, url, headers, body = '' }: Parameters<Http>[0]): boolean => {
        const target = url.slice(new URL(url).origin.length);
        const lowerCase = Object.entries(headers).map(([key, value]) => [key.toLowerCase(), value]);
        return subject.isMessageRequest(
          makeRequest(method, target, Object.fromEntries(lowerCase), body),
        );
      };
      let real: HttpResponse | undefined;
      let changed: HttpResponse | undefined;
      const exchange = fetchHttp();
      const http: Http = async (request) => {
        if (changed !== undefined && isMessage(request)) return changed;
        const response = await exchange(request);
        if (!('failure' in response) && isMessage(request)) real = response;
        return response;
      };
      const connector = stage.connect({ http });
      if (answer !== undefined) {
        emulator.fail({ kind: 'answer', answer }, 1, subject.isMessageRequest);
      }
      await send(subject, connector, subject.members).catch(() => undefined);
      assert.ok(real !== undefined, 'The connector made no message request.');
      for (const value of repeated) {
        for (const response of withValue(real, value)) {
          changed = response;
          search(await send(subject, connector, subject.members).catch((error: unknown) => error));
        }
      }
    });
  }
}

/** The answer with this value in place of each header, and of each text and number of a body in JSON. */
function withValue(response: HttpResponse, value: string): readonly HttpResponse[] {
  const headers = Object.keys({ ...response.headers, 'retry-after': '' });
  return [
    ...headers.map((name) => ({ ...response, headers: { ...response.headers, [name]: value } })),
    ...bodiesWith(response.body, value).map((body) => ({ ...response, body })),
  ];
}

function bodiesWith(body: string, value: string): readonly string[] {
  let parsed: unknown;
  try {
    parsed = JSON.parse(body);
  } catch {
    return [value];
  }
  return replacements(parsed, value).map((each) => JSON.stringify(each));
}

/** Every copy of a JSON value in which one text or number is replaced. */
function replacements(json: unknown, value: string): readonly unknown[] {
  if (typeof json === 'number') return Number.isNaN(Number(value)) ? [] : [Number(value)];
  if (typeof json !== 'object') return [value];
  if (json === null) return [value, ...(Number.isNaN(Number(value)) ? [] : [Number(value)])];
  return Object.entries(json).flatMap(([key, member]) =>
    replacements(member, value).map((replaced) =>
      Array.isArray(json) ? json.with(Number(key), replaced) : { ...json, [key]: replaced },
    ),
  );
}
