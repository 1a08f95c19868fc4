import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import {
  ConnectorConfigFormItemType,
  ConnectorErrorCodes,
  connectorMetadataGuard,
  ConnectorType,
  validateConfig,
} from '@logto/connector-kit';
import { installedConnectors } from '@sms-connectors/core/discovery';
import type { Emulator } from '@sms-connectors/core/testing';
import { afterAll, beforeAll, beforeEach, describe, expect, test, vi } from 'vitest';
import { connectorPackage, planPackage } from '../src/build/connector-package.ts';
import { writePackage } from '../src/build/write-package.ts';
import {
  code,
  type ConnectorFactory,
  connectorOf,
  errorOf,
  loaded,
  logtoCore,
  message,
  number,
} from './logto-instance.ts';

type ProviderEmulator = Emulator & { readonly config: Readonly<Record<string, unknown>> };

const root = path.resolve(import.meta.dirname, '../../../..');
const { connectors } = await installedConnectors(root);
const discovered = connectors.map((each) => ({ ...each, manifest: each.factory.manifest }));
type DiscoveredConnector = (typeof discovered)[number];
const withEmulator = discovered.filter(({ manifest }) => manifest.id !== 'mock');
const core = await logtoCore();
const emulators = new Map<string, ProviderEmulator>();
let factories: ReadonlyMap<string, ConnectorFactory>;

const printed = vi.spyOn(console, 'error').mockReturnValue(undefined);

async function emulatorOf({
  packageName,
  folder,
  manifest,
}: DiscoveredConnector): Promise<ProviderEmulator | undefined> {
  if (manifest.id === 'mock') return undefined;
  const file = createRequire(path.join(folder, 'package.json')).resolve(`${packageName}/emulator`);
  const { startEmulator } = (await import(pathToFileURL(file).href)) as {
    readonly startEmulator: () => Promise<ProviderEmulator>;
  };
  return startEmulator();
}

/** A config that the emulator accepts, with the templates of the connector's guide. */
async function configOf({ folder, manifest }: DiscoveredConnector) {
  const guide = JSON.parse(await readFile(path.join(folder, 'guide/en.json'), 'utf8')) as {
    readonly example: { readonly templates: readonly object[] };
  };
  const { templates } = guide.example;
  return { templates, ...emulators.get(manifest.id)?.config };
}

async function connectorFor(connector: DiscoveredConnector) {
  const config = await configOf(connector);
  return connectorOf(factories.get(`sms-connectors-${connector.manifest.id}`), config);
}

const gateway = () => emulators.get('http') as ProviderEmulator;
const planFactory = () => factories.get('sms-connectors-plan');

function expectNothingPrivate(...values: readonly unknown[]): void {
  const text = JSON.stringify([values, printed.mock.calls]);
  expect(text).not.toContain(code);
  expect(text).not.toContain(number);
  expect(text).not.toContain('192.0.2.1');
}

// Logto’s loader imports paths, which Node refuses on Windows.
describe.skipIf(process.platform === 'win32')('Logto', () => {
  beforeAll(async () => {
    for (const connector of discovered) {
      const emulator = await emulatorOf(connector);
      if (emulator !== undefined) emulators.set(connector.manifest.id, emulator);
      const built = await connectorPackage(connector, { baseUrl: emulator?.url });
      await writePackage(core.connectors, built);
    }
    const inPlan = discovered.filter(({ manifest }) => ['http', 'mock'].includes(manifest.id));
    await writePackage(core.connectors, await planPackage(inPlan));
    factories = await loaded(core.connectors);
  });

  afterAll(async () => {
    await Promise.all([...emulators.values()].map((emulator) => emulator.close()));
    await core[Symbol.asyncDispose]();
  });

  beforeEach(() => {
    printed.mockClear();
    for (const emulator of emulators.values()) emulator.reset();
  });

  test('Logto loads every connector of the project, and the plan', () => {
    const ids = discovered.map(({ manifest }) => `sms-connectors-${manifest.id}`);
    expect([...factories.keys()].toSorted()).toEqual([...ids, 'sms-connectors-plan'].toSorted());
    expect(ids.length).toBeGreaterThan(10);
  });

  describe.each(discovered)('$manifest.id', (discoveredConnector) => {
    const { manifest } = discoveredConnector;
    const factory = () => factories.get(`sms-connectors-${manifest.id}`);

    test('has metadata that Logto accepts, with its logo and its README', () => {
      const metadata = connectorMetadataGuard.parse(factory()?.metadata);
      expect(factory()?.type).toBe(ConnectorType.Sms);
      expect(metadata).toMatchObject({
        name: { en: manifest.name },
        description: { en: manifest.description },
        logo: expect.stringMatching(/^data:image\/svg\+xml;base64,\w+/),
        readme: expect.stringContaining(`# ${manifest.name}\n`),
      });
      expect(metadata.formItems?.map(({ key }) => key)).toContain('templates');
    });

    test('accepts a config, also with the empty fields that Logto’s form saves', async () => {
      const config = await configOf(discoveredConnector);
      const empty = (factory()?.metadata.formItems ?? [])
        .filter(({ required, defaultValue }) => !required && defaultValue === undefined)
        .flatMap(({ key, type }): readonly [string, unknown][] => {
          if (type === ConnectorConfigFormItemType.Json) return [[key, {}]];
          return type === ConnectorConfigFormItemType.Number ? [[key, null]] : [];
        });
      const saved = { ...Object.fromEntries(empty), ...config };
      expect(factory()?.configGuard.safeParse(saved)).toMatchObject({ success: true });
    });

    test('says what is wrong with a config, field by field', () => {
      const result = factory()?.configGuard.safeParse({ templates: 'none', unheardOf: 1 });
      const fields = result?.error?.issues.map(({ path: [field] }) => field);
      expect(fields).toEqual(expect.arrayContaining(['templates', 'unheardOf']));
    });
  });

  test('the templates of a form are right as they are, unless they name approved templates', () => {
    const wrong = discovered
      .filter(({ manifest }) => manifest.capabilities.content?.includes('text') ?? true)
      .filter(({ manifest }) => {
        const { metadata, configGuard } = factories.get(`sms-connectors-${manifest.id}`) ?? {};
        const templates = metadata?.formItems?.find(({ key }) => key === 'templates')?.defaultValue;
        const result = configGuard?.safeParse({ templates });
        return result?.error?.issues.some(({ path: [field] }) => field === 'templates');
      });
    // The templates of Custom HTTP are optional.
    expect(wrong.map(({ manifest }) => manifest.id)).toEqual([]);
  });

  describe.each(withEmulator)('$manifest.id, with its emulator', (discoveredConnector) => {
    const emulator = () => emulators.get(discoveredConnector.manifest.id) as ProviderEmulator;

    test('sends a code', async () => {
      const { sendMessage } = await connectorFor(discoveredConnector);
      const receipt = await sendMessage(message());
      expect(receipt).toMatchObject({ provider: { id: discoveredConnector.manifest.id } });
      expect(emulator().messages).toHaveLength(1);
      expect(emulator().messages[0]?.to).toBe(`+${number}`);
      expect(JSON.stringify(emulator().messages[0])).toContain(code);
      expectNothingPrivate(receipt);
    });

    test('a refused message is an error with words for people', async () => {
      const { sendMessage } = await connectorFor(discoveredConnector);
      emulator().fail({ kind: 'rate-limit' });
      const error = await errorOf(sendMessage(message()));
      expect(error?.code).toBe(ConnectorErrorCodes.RateLimitExceeded);
      expect(error?.data).toEqual({
        errorDescription: 'Too many codes were requested. Please wait a moment and try again.',
      });
      expect(emulator().messages).toHaveLength(0);
      expect(printed).toHaveBeenCalledOnce();
      expectNothingPrivate(error, error?.message);
    });

    test('a message that may have been sent is no error, so that its code works', async () => {
      const { sendMessage } = await connectorFor(discoveredConnector);
      emulator().fail({ kind: 'reset' }, Infinity);
      const answer = await sendMessage(message());
      expect(answer).toMatchObject({ outcome: 'unknown' });
      expect(printed).toHaveBeenCalledOnce();
      expectNothingPrivate(answer);
    });

    test('a number that is none is about the request', async () => {
      const { sendMessage } = await connectorFor(discoveredConnector);
      const error = await errorOf(sendMessage(message({ to: '0612345678' })));
      expect(error?.code).toBe(ConnectorErrorCodes.InvalidRequestParameters);
      expect(emulator().requests).toHaveLength(0);
      expectNothingPrivate(error, error?.message);
    });
  });

  test('the mock writes codes to its inbox', async () => {
    const inboxFile = path.join(core.connectors, '../inbox.jsonl');
    const templates = [{ usageType: 'SignIn', content: 'Code {{code}} from {{application.name}}' }];
    const factory = factories.get('sms-connectors-mock');
    const { sendMessage } = await connectorOf(factory, { inboxFile, templates });
    await sendMessage(message());
    const line = await readFile(inboxFile, 'utf8');
    expect(JSON.parse(line)).toMatchObject({ to: `+${number}`, text: `Code ${code} from Acme` });
  });

  describe('the plan', () => {
    const templates = [{ usageType: 'SignIn', content: 'Your code is {{code}}.' }];
    const config = (replaced: object = {}) => ({
      connectors: {
        first: { connector: 'mock', templates },
        // Its config has the address of the provider, so the plan reaches the emulator.
        http: { ...gateway().config, url: `${gateway().url}/v1/messages`, templates },
      },
      plan: { routes: { default: ['first', 'http'] } },
      ...replaced,
    });

    test('sends with the first provider, and with the next if that one refuses', async () => {
      const { sendMessage } = await connectorOf(planFactory(), config());
      expect(await sendMessage(message())).toMatchObject({
        attempts: [{ sender: 'first', outcome: 'accepted' }],
      });
      expect(gateway().messages).toHaveLength(0);
      // The mock has no credit for this number.
      const next = await sendMessage(message({ to: '12015550110' }));
      expect(next).toMatchObject({
        attempts: [
          { sender: 'first', outcome: 'rejected', code: 'insufficient_balance' },
          { sender: 'http', outcome: 'accepted' },
        ],
      });
      expect(gateway().messages).toMatchObject([{ to: '+12015550110' }]);
    });

    test('does not send with the next if the first may have sent', async () => {
      // A config of its own: that of the other test has paused its first provider.
      const routes = { default: ['first', 'http'] };
      const own = config({ plan: { routes, failover: { timeoutMs: 5000 } } });
      const { sendMessage } = await connectorOf(planFactory(), own);
      expect(await sendMessage(message({ to: '12015550118' }))).toMatchObject({
        outcome: 'unknown',
      });
      expect(gateway().messages).toHaveLength(0);
    });

    test('counts its limits over several messages', async () => {
      const limits = { perRecipient: [{ messages: 1, seconds: 3600 }] };
      const limited = config({ plan: { routes: { default: ['http'] }, limits } });
      const first = await connectorOf(planFactory(), limited);
      await first.sendMessage(message());
      const second = await connectorOf(planFactory(), limited);
      const error = await errorOf(second.sendMessage(message()));
      expect(error?.code).toBe(ConnectorErrorCodes.RateLimitExceeded);
      expect(gateway().messages).toHaveLength(1);
    });

    test('says what is wrong where it is', () => {
      const wrong = {
        connectors: {
          first: { connector: 'mock', templates: [] },
          other: { templates },
        },
        plan: { routes: { default: ['nobody'] } },
      };
      const issues = planFactory()?.configGuard.safeParse(wrong).error?.issues;
      expect(issues?.map((issue) => issue.path.join('.'))).toEqual([
        'connectors.first.templates',
        'connectors.other.connector',
      ]);
      const nobody = config({ plan: { routes: { default: ['nobody'] } } });
      expect(() => validateConfig(nobody, planFactory()?.configGuard as never)).toThrow(
        /No connector/,
      );
    });

    test('has a form that names its connectors', () => {
      const items = connectorMetadataGuard.parse(planFactory()?.metadata).formItems;
      expect(items?.map(({ key, type }) => [key, type])).toEqual([
        ['connectors', ConnectorConfigFormItemType.Json],
        ['plan', ConnectorConfigFormItemType.Json],
      ]);
      expect(items?.[1]?.defaultValue).toEqual({ routes: { default: ['http', 'mock'] } });
      expect(items?.[0]?.defaultValue).toMatchObject({ mock: { templates: expect.any(Array) } });
    });
  });
});
