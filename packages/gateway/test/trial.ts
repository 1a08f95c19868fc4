import type { Log } from '../src/http/access-log.ts';
import { completeConfig } from '../src/config/read-config.ts';
import { makeGateway } from '../src/gateway.ts';
import { newKey, type Scope } from '../src/http/api-keys.ts';
import { serve } from '../src/serve.ts';
import { type GatewayState, memoryState } from '../src/state.ts';
import type { Stores } from '../src/stores/stores.ts';

export const templates = (['Generic', 'SignIn'] as const).map((usageType) => ({
  usageType,
  content: 'Your code is {{code}}.',
}));
export const secret = 'a secret of the tests that is long enough';

interface Line {
  readonly level: string;
  readonly event: string;
  readonly [name: string]: unknown;
}

/** A gateway over HTTP on loopback, with a key for everything. */
export async function startGateway(
  changes: Readonly<Record<string, unknown>> = {},
  env: Readonly<Record<string, string>> = {},
  {
    open = async (log) => memoryState(log),
    stores = {},
  }: {
    readonly open?: (log: Log) => Promise<GatewayState>;
    readonly stores?: Partial<Stores>;
  } = {},
) {
  const keys = new Map<string, string>();
  const stored = (['send', 'verify', 'metrics'] as const).map((scope: Scope) => {
    const { key, sha256 } = newKey();
    keys.set(scope, key);
    return { name: scope, sha256, scopes: [scope] };
  });
  const lines: Line[] = [];
  const log: Log = (level, event, facts) => void lines.push({ level, event, ...facts });
  const config = {
    connectors: { mock: { templates } },
    keys: stored,
    secret,
    verify: { resendAfterSeconds: 0 },
    ...changes,
  };
  const opened = await open(log);
  const state: GatewayState = {
    ...opened,
    stores: (given) => ({ ...opened.stores(given), ...stores }),
  };
  const make = async (more = {}) =>
    makeGateway(completeConfig({ ...config, ...more }, env), { env }, state);
  let gateway = await make();
  const running = await serve(gateway, { port: 0, host: '127.0.0.1' });
  const ask = async (
    path: string,
    body?: unknown,
    {
      scope = path.startsWith('/verify') ? 'verify' : 'send',
      headers = {},
      key: ofScope = keys,
    }: {
      readonly scope?: string;
      readonly headers?: Readonly<Record<string, string>>;
      /** Those of another gateway. */
      readonly key?: ReadonlyMap<string, string>;
    } = {},
  ) => {
    const key = ofScope.get(scope);
    const response = await fetch(running.url + path, {
      method: body === undefined ? 'GET' : 'POST',
      headers: {
        'content-type': 'application/json',
        ...(key !== undefined && { authorization: `Bearer ${key}` }),
        ...headers,
      },
      ...(body !== undefined && { body: typeof body === 'string' ? body : JSON.stringify(body) }),
    });
    const text = await response.text();
    const isJson = response.headers.get('content-type')?.includes('json') === true;
    return {
      status: response.status,
      headers: response.headers,
      text,
      body: (isJson ? JSON.parse(text) : {}) as Readonly<Record<string, unknown>>,
    };
  };
  const inbox = async () => {
    const lists = gateway.connectors.map(
      async ({ connector }) => (await connector.inbox?.list()) ?? [],
    );
    return (await Promise.all(lists)).flat();
  };
  return {
    ...running,
    get gateway() {
      return gateway;
    },
    /** Replaces the gateway, as a changed config does. */
    reload: async (more?: object) => {
      gateway = await make(more);
      await running.replace(gateway);
    },
    ask,
    inbox,
    lines,
    keys,
    config,
    [Symbol.asyncDispose]: async () => {
      await running.stop();
      await state.close();
    },
  };
}
