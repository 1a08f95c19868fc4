import assert from 'node:assert/strict';
import { inspect } from 'node:util';
import { type ConnectorError, isConnectorError } from '../../errors/connector-error.ts';
import type { ErrorCode } from '../../errors/error-codes.ts';
import { jsonSchemaOf } from '../../config/json-schema.ts';
import { type Behaviour, response, startFaultServer } from './fault-server.ts';
import { expectConnectorError } from '../expect-connector-error.ts';
import { canaries, send, type Subject, type TestRunner } from './subject.ts';
import { deadlineOf, faults } from './transport-faults.ts';

// Servers that say back what they were told, where a careless connector would pick it up.
function echo(status: number): { readonly behaviour: Behaviour; readonly code: ErrorCode } {
  const answer: Behaviour['answer'] = (socket, request) => {
    const said = decodeURIComponent(request.replaceAll(/%(?![0-9A-F]{2})/gi, '%25'));
    const words = { code: said, message: said, error: said, status: said, detail: said };
    const lists = { sid: said, id: said, errors: [words], messages: [words] };
    const body = JSON.stringify({ ...words, ...lists });
    socket.write(response(status, body, { 'x-request-id': canaries.code }));
  };
  return { behaviour: { answer }, code: 'unclassified' };
}

/** No error and no receipt holds a secret, a number, a code or a text, however it is looked at. */
export function privacyGroup({ test }: TestRunner, subject: Subject): void {
  const { connector, make } = subject;
  const searched = [canaries.to.slice(1), canaries.code, canaries.text, ...secretsOf(subject)];
  const inProcess = connector.manifest.capabilities.inProcess === true;
  const servers = {
    ...faults,
    'a 400 that repeats the request': echo(400),
    'a 401 that repeats the request': echo(401),
    'a 500 that repeats the request': echo(500),
  };

  for (const [name, server] of inProcess ? [] : Object.entries(servers)) {
    test(`${name} leaks nothing`, async () => {
      await using running = await startFaultServer(server.behaviour);
      const instance = make(undefined, { baseUrl: running.url, timeoutMs: deadlineOf(server) });
      const error = await expectConnectorError(send(instance));
      searchError(error, [...searched, ...running.requests.flatMap(credentialsIn)]);
    });
  }

  for (const status of inProcess ? [] : [200, 201, 202]) {
    test(`a ${status} that repeats the request leaks nothing`, async () => {
      await using running = await startFaultServer(echo(status).behaviour);
      const ended = await send(make(undefined, { baseUrl: running.url })).catch(
        (error: unknown) => error,
      );
      const searchedHere = [...searched, ...running.requests.flatMap(credentialsIn)];
      if (isConnectorError(ended)) searchError(ended, searchedHere);
      else searchViews('receipt', viewsOf(ended), searchedHere);
    });
  }

  test('a message that is refused leaks nothing', async () => {
    const instance = make();
    const refused = [
      { to: `${canaries.to.slice(1)}x` },
      { payload: { code: { nested: canaries.code } } },
      { expiresAt: new Date(0) },
    ];
    for (const overrides of refused) {
      searchError(await expectConnectorError(send(instance, overrides)), searched);
    }
  });
}

/** What a request proves itself with: `Basic` credentials hold a secret, and do not look like it. */
function credentialsIn(request: string): readonly string[] {
  const [, credentials] = /^authorization: *(?:\w+ +)?(\S+)/im.exec(request) ?? [];
  return credentials === undefined ? [] : [credentials];
}

/** The config's values that its schema marks as secret, as they may travel. */
function secretsOf({ connector, options }: Subject): string[] {
  const { properties = {} } = jsonSchemaOf(connector.configSchema);
  const config = options.config as Readonly<Record<string, unknown>>;
  return Object.entries(properties)
    .filter(([, schema]) => typeof schema === 'object' && schema.writeOnly === true)
    .map(([field]) => config[field])
    .flatMap((value) =>
      typeof value === 'string' ? [value, Buffer.from(value).toString('base64')] : [],
    );
}

function searchError(error: ConnectorError, searched: readonly string[]): void {
  const { message, stack = '' } = error;
  searchViews('error', { message, stack, ...viewsOf(error) }, searched);
  assert.equal(
    error.cause,
    undefined,
    'A ConnectorError has no cause: what lies beneath may hold anything.',
  );
}

function viewsOf(value: unknown) {
  return {
    'JSON.stringify': JSON.stringify(value),
    'util.inspect': inspect(value, { depth: Infinity, showHidden: true }),
  };
}

function searchViews(
  what: 'error' | 'receipt',
  views: Readonly<Record<string, string>>,
  searched: readonly string[],
): void {
  for (const [view, text] of Object.entries(views)) {
    const leaked = searched.some((canary) => text.includes(canary));
    assert.ok(
      !leaked,
      `The ${what}’s ${view} holds a secret, a number, a code or a text. Keep the provider’s codes and ids, by their form; drop its words.`,
    );
  }
}
