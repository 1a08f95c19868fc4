import {
  configFromEnv,
  type ConnectorOptions,
  deliveryReportHandler,
  isConnectorError,
  type Message,
  parseConfig,
  type Sender,
  type SendOptions,
  trySend,
  validateConfig,
} from '@sms-connectors/core';
import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { acme, config as acmeConfig } from './acme/connector.ts';
import { runs } from '../../../test/property-runs.ts';
import { thrown } from './support/thrown.ts';
import { takingHttp, tiny } from './support/tiny-connector.ts';

const canary = 'S3CRET-canary';
const templates = [{ usageType: 'Generic' as const, content: '{{code}}' }];
const message: Message = { to: '+33612345678', usageType: 'Generic', payload: { code: '904172' } };

/** An object whose member throws what nobody may see. */
function throwing(name: string, others: object = {}): object {
  return Object.defineProperty(others, name, {
    enumerable: true,
    get: () => {
      throw new Error(canary);
    },
  });
}

const revoked = (): object => {
  const { proxy, revoke } = Proxy.revocable({}, {});
  revoke();
  return proxy;
};

const names = ['constructor', 'toString', 'hasOwnProperty', '__proto__', 'valueOf', 'then'];

describe('a config', () => {
  test.each(names)('with an unknown field named %s is refused by that name', (name) => {
    const config = JSON.parse(
      `{"${name}": "${canary}", "templates": [{"${name}": 1, "usageType": "Generic", "content": "x"}]}`,
    ) as Parameters<typeof tiny>[0];
    const { issues, message: words } = thrown(() => tiny(config));
    expect(issues?.map(({ path, code }) => [path, code])).toEqual([
      [`templates[0].${name}`, 'unknown_field'],
      [name, 'unknown_field'],
    ]);
    expect(words).not.toContain(canary);
  });

  test.each<[string, () => unknown]>([
    ['a getter that throws', () => throwing('token', { templates })],
    [
      'a getter of a template that throws',
      () => ({ templates: [throwing('content', { ...templates[0] })] }),
    ],
    ['a revoked proxy', () => revoked()],
    ['a template that is one', () => ({ templates: [revoked()] })],
    ['an unknown field that throws', () => throwing('tokn', { templates })],
  ])('that cannot be read is invalid: %s', (_, make) => {
    const config = make();
    const calls = [
      () => tiny(config as Parameters<typeof tiny>[0]),
      () => parseConfig(tiny, config),
      () => configFromEnv(tiny, { config: config as Record<string, unknown>, env: {} }),
    ];
    for (const call of calls) {
      const { code, issues, stack } = thrown(call);
      expect(code).toBe('invalid_config');
      expect(issues).toHaveLength(1);
      expect(stack).not.toContain(canary);
    }
    expect(validateConfig(tiny.configSchema, config)).toMatchObject({ issues: [{}] });
  });

  test.each<[string, () => unknown]>([
    ['nothing', () => undefined],
    ['null', () => null],
    ['a text', () => 'x'],
    ['a getter for the config', () => throwing('config')],
    ['a getter for the environment', () => throwing('env', { config: { templates } })],
    ['an environment that throws', () => ({ config: { templates }, env: throwing('TINY_TOKEN') })],
  ])('from %s is invalid', (_, options) => {
    const error = thrown(() => configFromEnv(tiny, options() as never));
    expect(error.code).toBe('invalid_config');
    expect(error.stack).not.toContain(canary);
  });

  test('with 20,000 wrong entries has the first hundred named, quickly', () => {
    const wrong = Array.from({ length: 20_000 }, () => ({ usageType: canary, content: '{{' }));
    const fields = Object.fromEntries(Array.from({ length: 20_000 }, (_, n) => [`f${n}`, canary]));
    const started = process.cpuUsage();
    for (const [config, count] of [
      [{ templates: wrong }, 40_000],
      [{ templates, ...fields }, 20_000],
    ] as const) {
      const { issues = [], message: words } = thrown(() => tiny(config as never));
      expect(issues).toHaveLength(101);
      expect(issues.at(-1)).toEqual({
        path: '',
        keys: [],
        code: 'more',
        parameters: { more: count - 100 },
        message: `And ${count - 100} more problems.`,
      });
      expect(words).toContain(`the config has ${count} problems.`);
      expect(words.length).toBeLessThan(50_000);
    }
    // The time of this process alone: others may keep the machine busy. zod takes most of it.
    expect(process.cpuUsage(started).user / 1000).toBeLessThan(3000);
  });
});

describe('options of a connector', () => {
  test('may be null', async () => {
    expect(tiny({ templates }, null as unknown as ConnectorOptions).id).toBe('tiny');
  });

  test.each<[string, () => unknown, string]>([
    ['a text', () => 'x', 'options'],
    ['a number', () => 7, 'options'],
    ['a getter that throws', () => throwing('timeoutMs'), 'options'],
    ['a revoked proxy', () => revoked(), 'options'],
    ['an HTTP client that is no function', () => ({ http: {} }), 'options.http'],
    ['null for an HTTP client', () => ({ http: null }), 'options.http'],
    ['a parser that is no function', () => ({ parseRecipient: 'FR' }), 'options.parseRecipient'],
    ['an observer that is no function', () => ({ onException: 7 }), 'options.onException'],
  ])('that are %s are refused', (_, options, path) => {
    const { code, issues, stack } = thrown(() =>
      tiny({ templates }, options() as ConnectorOptions),
    );
    expect(code).toBe('invalid_config');
    expect(issues).toMatchObject([{ path }]);
    expect(stack).not.toContain(canary);
  });
});

const optionsThatThrow: readonly [string, () => unknown][] = [
  ['a getter that throws', () => throwing('timeoutMs')],
  ['a revoked proxy', () => revoked()],
  ['a signal that throws', () => ({ signal: throwing('aborted') })],
  [
    'a signal that cannot be listened to',
    () => ({
      signal: {
        aborted: false,
        addEventListener: () => {
          throw new Error(canary);
        },
        removeEventListener: () => undefined,
      },
    }),
  ],
];

describe.each(optionsThatThrow)('options of a call with %s', (_, options) => {
  test('end it before anything is sent', async () => {
    const { http, requests } = takingHttp();
    const sms = tiny({ templates }, { http });
    const other = acme()({ ...acmeConfig, templates }, { http });
    const given = options() as SendOptions;
    const calls = [
      sms.send(message, given),
      other.verifyConfig?.(given),
      other.reportConversion?.('M-1', true, given),
    ];
    for (const call of calls) {
      const error = await Promise.resolve(call).catch((thrownBy: unknown) => thrownBy);
      expect(error).toSatisfy(isConnectorError);
      expect(error).toMatchObject({ code: 'invalid_message', outcome: 'rejected' });
      expect(String((error as Error).stack)).not.toContain(canary);
    }
    expect(requests).toEqual([]);
  });
});

test('a signal that throws only later ends the send as one that may have arrived', async () => {
  let listeners = 0;
  const signal = {
    aborted: false,
    addEventListener: () => {
      listeners += 1;
      if (listeners > 1) throw new Error(canary);
    },
    removeEventListener: () => undefined,
  } as unknown as AbortSignal;
  const error = await tiny({ templates }, { http: takingHttp().http })
    .send(message, { signal })
    .catch((thrownBy: unknown) => thrownBy);
  expect(error).toMatchObject({ name: 'ConnectorError', outcome: 'unknown' });
  expect(String((error as Error).stack)).not.toContain(canary);
});

test.each<[string, () => unknown]>([
  ['returns nothing', () => undefined],
  ['returns a promise of nothing', async () => null],
  ['returns a text', () => 'POST'],
])('a connector whose request() %s sends nothing', async (_, request) => {
  const sms = acme(undefined, () => ({ request: request as never }))(
    { ...acmeConfig, templates },
    { http: takingHttp().http },
  );
  await expect(sms.send(message)).rejects.toMatchObject({
    code: 'unclassified',
    outcome: 'rejected',
  });
});

test.each<[messageId: unknown, used: unknown]>([
  ['', true],
  [7, true],
  [Symbol('x'), true],
  ['M-1', 'yes'],
  ['M-1', undefined],
])('a conversion of %s, %s is refused before it is sent', async (messageId, used) => {
  const { http, requests } = takingHttp();
  const sms = acme()({ ...acmeConfig, templates }, { http });
  const reporting = sms.reportConversion?.(messageId as string, used as boolean);
  await expect(reporting).rejects.toMatchObject({ code: 'invalid_message', outcome: 'rejected' });
  expect(requests).toEqual([]);
});

describe('trySend', () => {
  test.each<[string, () => unknown]>([
    ['no sender', () => undefined],
    ['a sender without send', () => ({})],
    ['a sender whose members throw', () => throwing('send', throwing('id'))],
    [
      'a sender that throws at once',
      () => ({
        id: 'x',
        send: () => {
          throw new Error(canary);
        },
      }),
    ],
    [
      'a sender that throws a hostile value',
      () => ({
        id: 'x',
        send: async () => {
          throw revoked();
        },
      }),
    ],
  ])('returns an error for %s', async (_, sender) => {
    const result = await trySend(sender() as Sender, message);
    expect(result).toMatchObject({
      ok: false,
      error: { code: 'unclassified', outcome: 'unknown' },
    });
    expect(JSON.stringify(result)).not.toContain(canary);
  });
});

describe('deliveryReportHandler', () => {
  const connectors = [acme()({ ...acmeConfig, templates })];
  test.each<[string, () => unknown]>([
    ['nothing', () => undefined],
    ['no connectors', () => ({ onReports: () => undefined })],
    ['a getter that throws', () => throwing('connectors', { onReports: () => undefined })],
    ['nothing to call', () => ({ connectors })],
    [
      'a connector that cannot be read',
      () => ({ connectors: [revoked()], onReports: () => undefined }),
    ],
  ])('refuses %s with a TypeError of its own', (_, options) => {
    expect(() => deliveryReportHandler(options() as never)).toThrow(TypeError);
    expect(() => deliveryReportHandler(options() as never)).toThrow(/deliveryReportHandler/);
  });
});

const anything = fc.anything({
  withBigInt: true,
  withDate: true,
  withMap: true,
  withNullPrototype: true,
  withSet: true,
  withTypedArray: true,
  key: fc.oneof(
    fc.string(),
    fc.constantFrom(...names, 'templates', 'content', 'usageType', 'code'),
  ),
});

/** The connector, or the ConnectorError that it ends in. */
function made(config: unknown, options: unknown): unknown {
  try {
    return tiny(config as never, options as never);
  } catch (error) {
    if (isConnectorError(error)) return error;
    throw error;
  }
}

test('whatever a config is, its problems are a ConnectorError or it makes a connector', () => {
  fc.assert(
    fc.property(anything, anything, (config, options) => {
      expect(made(config, options)).toSatisfy(
        (result) => !isConnectorError(result) || result.code === 'invalid_config',
      );
    }),
    runs(300),
  );
});

test('whatever a message is, a send ends in a receipt or a ConnectorError', async () => {
  const { http } = takingHttp();
  const sms = tiny({ templates }, { http });
  const anyMessage = fc.oneof(
    anything,
    fc.record({
      to: fc.oneof(fc.constant('+33612345678'), anything),
      usageType: fc.oneof(fc.constant('SignIn'), anything),
      payload: fc.oneof(fc.record({ code: anything }), anything),
      locale: anything,
      expiresAt: anything,
      requester: anything,
      reference: anything,
    }),
  );
  await fc.assert(
    fc.asyncProperty(
      anyMessage,
      fc.oneof(fc.constant(undefined), anything),
      async (given, options) => {
        const result = await trySend(sms, given as Message, options as SendOptions);
        // `trySend` gives this code to what is no ConnectorError.
        expect(result).not.toMatchObject({ error: { code: 'unclassified' } });
      },
    ),
    runs(300),
  );
});
