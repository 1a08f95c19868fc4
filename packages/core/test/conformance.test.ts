import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import {
  classifyHttpStatus,
  type ProviderConnection,
  type ConnectorFactory,
  type Http,
  parseJsonObject,
  templatesSchema,
} from '@sms-connectors/core';
import { describeConnector } from '@sms-connectors/core/testing';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import * as z from 'zod';
import {
  acme,
  answers,
  config,
  type configSchema,
  startAcmeEmulator,
  webhook,
} from './acme/connector.ts';

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'acme-'));
  const slots = '::config-example\n\n::config-types\n';
  const whole = `${slots}\n\nMount deliveryReportHandler.\n`;
  await writeGuide('written', whole);
  await writeGuide('begun', `TODO: say what Acme is.\n\n${whole}`);
  await writeGuide('silent', slots);
});
afterAll(() => rm(folder, { recursive: true }));

async function writeGuide(room: string, text: string): Promise<void> {
  await mkdir(path.join(folder, room, 'guide'), { recursive: true });
  await writeFile(path.join(folder, room, 'guide/guide.md'), text);
}

/** Runs the kit with a runner of its own, and tells what failed in each group. */
async function conformanceOf(connector: ConnectorFactory<typeof configSchema>, room = 'written') {
  const tests: { group: string; name: string; body: () => Promise<void> }[] = [];
  let group = '';
  describeConnector({
    runner: {
      describe: (name, body) => {
        group = name;
        body();
      },
      test: (name, body) => tests.push({ group, name, body }),
    },
    connector,
    config,
    packageUrl: pathToFileURL(`${folder}/${room}/`),
    startEmulator: startAcmeEmulator,
    answers,
    deliveryReports: { webhooks: [webhook], proof: ['x-signature'] },
  });
  const failures: { group: string; name: string; message: string; stack?: string | undefined }[] =
    [];
  const queue = tests.values();
  const lane = async (): Promise<void> => {
    for (const { group: itsGroup, name, body } of queue) {
      await body().catch(({ message, stack }: Error) =>
        failures.push({ group: itsGroup, name, message, stack }),
      );
    }
  };
  // Several at once, for most of them wait; not all, for each has a deadline of its own.
  await Promise.all(Array.from({ length: 8 }, lane));
  return { count: tests.length, failures };
}

test('a connector that conforms passes every test', async () => {
  const { count, failures } = await conformanceOf(acme());
  expect(failures).toEqual([]);
  expect(count).toBeGreaterThan(60);
});

const connection = (change: (sound: ProviderConnection) => Partial<ProviderConnection>) => () =>
  acme(undefined, change);

/** Sends once more where the first try failed. */
const retrying =
  (http: Http): Http =>
  async (request) => {
    const first = await http(request);
    const isOver = 'failure' in first ? first.failure !== 'network' : first.status < 429;
    return isOver ? first : http(request);
  };

const broken: Record<string, { readonly make: () => ReturnType<typeof acme>; hint: RegExp }> = {
  request: {
    make: connection(({ request }) => ({
      request: async (message, limits) => {
        const text = message.text.normalize('NFKD').replaceAll(/\p{M}/gu, '');
        return request({ ...message, text }, limits);
      },
    })),
    hint: /RenderedMessage\.text/,
  },
  templates: {
    make: connection(({ request }) => ({
      request: (message, limits) =>
        request({ ...message, text: message.text.replace('$&', message.template.content) }, limits),
    })),
    hint: /not the template/,
  },
  receipt: {
    make: connection(({ classify }) => ({
      classify: (response, sent) => {
        const answer = classify(response, sent);
        return answer.outcome === 'accepted' ? { ...answer, status: ' ' } : answer;
      },
    })),
    hint: /provider’s own word/,
  },
  errors: {
    make: connection(({ classify }) => ({
      classify: (response, sent) => {
        const answer = classify(response, sent);
        return 'code' in answer && answer.code === 'opted_out'
          ? classifyHttpStatus(response)
          : answer;
      },
    })),
    hint: /the provider’s own words/,
  },
  'transport faults': {
    make: connection(({ classify }) => ({
      classify: (response, sent) => {
        const answer = classify(response, sent);
        const isUnclear = 'code' in answer && answer.code === 'provider_unavailable';
        return isUnclear ? { ...answer, outcome: 'rejected' } : answer;
      },
    })),
    hint: /classifyHttpStatus/,
  },
  privacy: {
    make: connection(({ classify }) => ({
      classify: (response, sent) => {
        const answer = classify(response, sent);
        const words = parseJsonObject(response.body)?.['message'];
        const isFailure = answer.outcome !== 'accepted' && typeof words === 'string';
        return isFailure ? { ...answer, providerCode: words } : answer;
      },
    })),
    hint: /drop its words/,
  },
  attempts: {
    make: connection(({ http }) => ({ http: http && retrying(http) })),
    hint: /policy above the connector/,
  },
  'deadline and abort': {
    make: connection(({ http }) => ({
      http:
        http &&
        (async (request) => {
          const result = await http(request);
          const isAborted = 'failure' in result && result.failure === 'aborted';
          return isAborted ? { ...result, sent: false } : result;
        }),
    })),
    hint: /Hand the limits/,
  },
  concurrency: {
    make: connection(({ request }) => {
      let last: Parameters<ProviderConnection['request']>[0] | undefined;
      return {
        request: async (message, limits) => {
          last = message;
          await new Promise((resolve) => {
            setImmediate(resolve);
          });
          return request({ ...message, text: last.text }, limits);
        },
      };
    }),
    hint: /outside its own request/,
  },
  capabilities: {
    make: connection(({ request }) => ({
      request: (message, limits) => request({ ...message, validitySeconds: undefined }, limits),
    })),
    hint: /validitySeconds/,
  },
  'delivery reports': {
    make: connection(() => ({
      parseDeliveryReport: ({ body }) =>
        body.startsWith('{')
          ? { verified: true, reports: webhook.reports }
          : { verified: false, reason: 'malformed' },
    })),
    hint: /must not be believed/,
  },
  'config and guide': {
    make: () =>
      acme(() => ({
        configSchema: z.strictObject({
          apiKey: z.string().regex(/^\S+$/),
          templates: templatesSchema,
        }),
      })),
    hint: /\.meta\(/,
  },
};

describe('a connector that is broken in one way fails the group of that way, and no other', () => {
  test.each(Object.entries(broken))('%s', async (group, { make, hint }) => {
    const { failures } = await conformanceOf(make());
    expect([...new Set(failures.map((failure) => failure.group))]).toEqual([group]);
    expect(failures.map(({ message }) => message).join('\n')).toMatch(hint);
  });
});

test('a proof that does not cover what the report says is found', async () => {
  const forgeable = acme(undefined, ({ parseDeliveryReport }) => ({
    parseDeliveryReport: (request) => {
      const isProved = request.headers['x-signature'] === webhook.request.headers['x-signature'];
      const read = { ...request, body: isProved ? webhook.request.body : request.body };
      return parseDeliveryReport?.(read) ?? { verified: false, reason: 'malformed' };
    },
  }));
  const { failures } = await conformanceOf(forgeable);
  expect(failures).toMatchObject([
    { group: 'delivery reports', name: 'refuses a delivery of another message' },
  ]);
});

test('a receipt that repeats what the provider said is found', async () => {
  const trusting = acme(undefined, () => ({
    classify: ({ status, body }) => {
      const { id = '', status: word = 'queued' } = (parseJsonObject(body) ?? {}) as Record<
        string,
        string
      >;
      return status < 300
        ? { outcome: 'accepted', messageId: id, status: word }
        : { outcome: 'rejected', code: 'unclassified' };
    },
  }));
  const { failures } = await conformanceOf(trusting);
  const found = failures.filter(({ group }) => group === 'privacy');
  expect(found.map(({ name }) => name)).toContain('a 201 that repeats the request leaks nothing');
  expect(found.map(({ message }) => message).join('\n')).toMatch(/drop its words/);
});

test('a signal that is kept after the receipt is found', async () => {
  const aborted = new Set<AbortSignal>();
  const keeping = acme(undefined, ({ http }) => ({
    http:
      http &&
      (async (request) => {
        const isAborted = [...aborted].some((signal) => signal.aborted);
        if (request.signal !== undefined) aborted.add(request.signal);
        return isAborted ? { failure: 'aborted', sent: true } : http(request);
      }),
  }));
  const { failures } = await conformanceOf(keeping);
  expect(failures.map(({ name }) => name)).toContain('an abort after the receipt changes nothing');
});

test('a connector that is only begun has the words of its to-dos, and nothing beside them', async () => {
  const begun = acme(() => ({ baseUrl: () => 'https://todo.invalid' }));
  const { failures } = await conformanceOf(begun, 'begun');
  expect(failures.map(({ group }) => group)).toEqual(['request', 'config and guide']);
  const [address, guide] = failures;
  expect(address?.stack).toBe(`Error: ${address?.message}`);
  expect(address?.message).toMatch(/^baseUrl .* must be the https: address/);
  expect(guide?.message).toContain('TODO: say what Acme is.');
});

test('a guide that is silent about what the connector offers is told so', async () => {
  const silent = await conformanceOf(acme(), 'silent');
  expect(silent.failures.map(({ message }) => message)).toEqual([
    expect.stringMatching(/how to receive them, with ::include\[receive-delivery-reports\]/),
  ]);
  const verifying = acme(undefined, () => ({ verifyConfig: async () => [] }));
  const unsaid = await conformanceOf(verifying);
  expect(unsaid.failures.map(({ message }) => message)).toEqual([
    expect.stringMatching(/show it in guide\/guide\.md, with ::include\[check-the-config\]/),
  ]);
});
