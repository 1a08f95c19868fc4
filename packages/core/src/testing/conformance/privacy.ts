import assert from 'node:assert/strict';
import { inspect } from 'node:util';
import { jsonSchemaOf } from '../../config/json-schema.ts';
import { type ConnectorError, isConnectorError } from '../../errors/connector-error.ts';
import { expectConnectorError } from '../expect-connector-error.ts';
import type { EmulatorRequest } from '../emulator-request.ts';
import { canaries, messageCanaries } from './canaries.ts';
import { type Behaviour, response } from './fault-server.ts';
import type { KitRunner } from './kit-runner.ts';
import { recordOutput } from './output-recorder.ts';
import { repeatedValuesTests } from './repeated-values.ts';
import { send, sendAccepted } from './send.ts';
import type { Subject } from './subject.ts';
import { attemptFault, faults } from './transport-faults.ts';

interface LeakyServer {
  readonly behaviour: Behaviour;
  readonly code: string;
}

// Servers that repeat the request where a careless connector would read it.
function echo(status: number): LeakyServer {
  const answer: Behaviour['answer'] = (socket, request) => {
    const repeated = decodeURIComponent(request.replaceAll(/%(?![0-9A-F]{2})/gi, '%25'));
    const words = {
      code: repeated,
      message: repeated,
      error: repeated,
      status: repeated,
      detail: repeated,
    };
    const lists = { sid: repeated, id: repeated, errors: [words], messages: [words] };
    const body = JSON.stringify({ ...words, ...lists });
    socket.write(response(status, body, { 'x-request-id': canaries.code }));
  };
  return { behaviour: { answer }, code: 'unclassified' };
}

const failing: Readonly<Record<string, LeakyServer>> = {
  ...faults,
  'a 400 that repeats the request': echo(400),
  'a 401 that repeats the request': echo(401),
  'a 500 that repeats the request': echo(500),
};
const accepting: Readonly<Record<string, LeakyServer>> = {
  'a 200 that repeats the request': echo(200),
  'a 201 that repeats the request': echo(201),
  'a 202 that repeats the request': echo(202),
};
const repeating = Object.entries({ ...failing, ...accepting }).filter(([name]) =>
  name.includes('repeats'),
);

const quiet =
  'The connector writes to the console. Write nothing: an author sees exceptions in the tests, and errors have codes.';

/** No error, receipt, URL or output contains a secret, a number, a code or a text. */
export function privacyGroup({ test }: KitRunner, subject: Subject): void {
  const secrets = secretsOf(subject);
  const { members } = subject;
  const searched = [...messageCanaries, members.reference, ...secrets];

  test('a message that is accepted writes nothing', async ({ open }) => {
    await using stage = await open();
    const connector = stage.connect();
    const output = await recordOutput(() => sendAccepted(subject, connector));
    assert.deepEqual(output, [], quiet);
  });

  test('a message that is refused leaks nothing', async ({ make }) => {
    const connector = make();
    const refused = [
      { to: `${canaries.to.slice(1)}x` },
      { payload: { code: { nested: canaries.code } } },
      { expiresAt: new Date(0) },
    ];
    for (const overrides of refused) {
      const output = await recordOutput(async () => {
        const sending = send(subject, connector, { ...members, ...overrides });
        searchError(await expectConnectorError(sending), searched);
      });
      assert.deepEqual(output, [], quiet);
    }
  });

  if (!subject.usesNetwork) return;
  for (const [name, server] of Object.entries({ ...failing, ...accepting })) {
    test(`${name} leaks nothing`, ({ make, openFault }) =>
      attemptFault(server, async (timeoutMs) => {
        await using running = await openFault(server.behaviour);
        const connector = make({ baseUrl: running.url, timeoutMs, failsIfLeftOut: true });
        let ended: unknown;
        const output = await recordOutput(async () => {
          ended = await send(subject, connector, members).catch((error: unknown) => error);
        });
        const hasArrived = running.requests.length > 0;
        const check = (): void => {
          assert.ok(
            hasArrived || server.behaviour.connected !== undefined,
            'The connector made no message request.',
          );
          assert.deepEqual(output, [], quiet);
          const searchedHere = [...searched, ...running.requests.flatMap(credentialsIn)];
          if (isConnectorError(ended)) return searchError(ended, searchedHere);
          assert.ok(name in accepting, 'A failed send must throw a ConnectorError.');
          searchViews('receipt', viewsOf(ended), searchedHere);
        };
        return { hasArrived, check };
      }));
  }

  repeatedValuesTests({ test }, subject, {
    secrets,
    search: (ended) => {
      if (isConnectorError(ended)) searchError(ended, searched);
      else searchViews('receipt', viewsOf(ended), searched);
    },
  });

  for (const [name, { behaviour }] of subject.options.preflight === undefined ? [] : repeating) {
    test(`${name} before the message leaks nothing`, async ({ make, openPreflightFault }) => {
      await using running = await openPreflightFault(behaviour);
      const connector = make({ baseUrl: running.url, failsIfLeftOut: true });
      let ended: unknown;
      const output = await recordOutput(async () => {
        ended = await send(subject, connector, members).catch((error: unknown) => error);
      });
      assert.deepEqual(output, [], quiet);
      assert.equal(running.requests.length, 1, 'The connector made no preflight request.');
      const searchedHere = [...searched, ...running.requests.flatMap(credentialsIn)];
      if (isConnectorError(ended)) searchError(ended, searchedHere);
      else searchViews('receipt', viewsOf(ended), searchedHere);
    });
  }

  const { secretsInUrl = false } = subject.options;
  const urlTest = secretsInUrl
    ? 'URLs have what the provider takes only there'
    : 'no URL has a secret, a number, a code or a text';
  test(urlTest, async ({ openEmulator }) => {
    await using stage = await openEmulator();
    const connector = stage.connect();
    const { messageId } = await sendAccepted(subject, connector, members);
    await connector.verifyConfig?.();
    await connector.reportConversion?.(messageId, true);
    const { requests } = stage.emulator;
    assert.ok(requests.length > 0, 'The emulator received no request.');
    const searchedHere = [...searched, ...requests.flatMap(credentialsIn)];
    const urls = requests.map(({ path, query }) =>
      [decodeURIComponent(path), ...[...query].flat()].join(' '),
    );
    const isRevealed = urls.some((url) => searchedHere.some((canary) => url.includes(canary)));
    assert.ok(
      isRevealed === secretsInUrl,
      secretsInUrl
        ? 'No URL contains a secret, a number, a code or a text: leave `secretsInUrl` out.'
        : 'The URL of a request contains a secret, a number, a code or a text. Proxies and servers log URLs: use headers and the body. If the provider takes them nowhere else, pass `secretsInUrl: true`, and warn of it in the guide.',
    );
  });
}

/** The credentials in a request's header: `Basic` ones contain a secret in another form. */
function credentialsIn({ headers }: EmulatorRequest): readonly string[] {
  const [, credentials] = /^(?:\w+ +)?(\S+)/.exec(headers.authorization ?? '') ?? [];
  return credentials === undefined ? [] : [credentials];
}

/** The values of the config that its schema marks as secret, as requests may contain them. */
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
  assert.ok(
    error.cause === undefined,
    'A ConnectorError must have no cause: the original error may contain anything.',
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
    assert.ok(
      !searched.some((canary) => text.includes(canary)),
      `The ${what}’s ${view} contains a secret, a number, a code or a text. Keep the provider’s codes and ids if they have the right form; drop its words.`,
    );
  }
}
