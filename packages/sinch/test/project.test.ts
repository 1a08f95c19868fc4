import { SmsService } from '@sinch/sdk-core';
import type { Http } from '@sms-connectors/core';
import { describeConnector, expectConnectorError } from '@sms-connectors/core/testing';
import { sinch } from '@sms-connectors/sinch';
import { type SinchEmulator, startSinchEmulator } from '@sms-connectors/sinch/emulator';
import { afterAll, beforeEach, describe, expect, test, vi } from 'vitest';
import { config as signedConfig, documentedWebhooks } from './signed-webhooks.ts';

const templates = [{ usageType: 'Generic', content: 'Your code is {{code}}.' }] as const;
const message = { to: '+33612345678', usageType: 'Generic', payload: { code: '314159' } } as const;
type Config = Parameters<typeof sinch>[0];

const emulator = await startSinchEmulator();
beforeEach(() => emulator.reset());
afterAll(() => emulator.close());
const { projectId, keyId, keySecret } = emulator.projectConfig;

const isTokenRequest = ({ path }: { readonly path: string }) => path === '/oauth2/token';
const batchesPath = `/xms/v1/${projectId}/batches`;
const minute = 60_000;
const tokenRequests = () => emulator.requests.filter(isTokenRequest);

/** The clock by which tokens expire, here and in the emulator. */
function fakeClock() {
  vi.useFakeTimers({ toFake: ['performance'] });
  return {
    pass: (ms: number) => void vi.advanceTimersByTime(ms),
    [Symbol.dispose]: () => void vi.useRealTimers(),
  };
}

function connect(config: Partial<Config> = {}) {
  return sinch({ ...emulator.projectConfig, templates, ...config }, { baseUrl: emulator.url });
}

describeConnector({
  runner: { describe, test },
  connector: sinch,
  config: { ...emulator.projectConfig, ...signedConfig },
  packageUrl: new URL('..', import.meta.url),
  startEmulator: startSinchEmulator,
  preflight: isTokenRequest,
  answers: [
    {
      // https://developers.sinch.com/docs/sms/api-reference/status-codes/
      name: 'a token that is not valid',
      answer: { status: 401, body: '' },
      means: { outcome: 'rejected', code: 'unauthorized' },
    },
  ],
  deliveryReports: {
    webhooks: documentedWebhooks,
    proof: [
      'x-sinch-webhook-signature',
      'x-sinch-webhook-signature-nonce',
      'x-sinch-webhook-signature-timestamp',
    ],
  },
});

describe('a config', () => {
  const project = { projectId, keyId, keySecret };
  const plan = { servicePlanId: 'plan', apiToken: 'token' };

  test.each(['us', 'eu', undefined] as const)('with a project in %s is accepted', (region) => {
    expect(sinch({ ...project, region, templates }).id).toBe('sinch');
  });

  test.each<[string, object, readonly string[]]>([
    ['nothing', {}, ['servicePlanId']],
    ['a service plan alone', { servicePlanId: 'plan' }, ['apiToken']],
    ['an API token alone', { apiToken: 'token' }, ['servicePlanId']],
    ['a project alone', { projectId }, ['keyId', 'keySecret']],
    ['an access key alone', { keyId, keySecret }, ['servicePlanId']],
    ['a project without a secret', { projectId, keyId }, ['keySecret']],
    ['a service plan and a project', { ...plan, ...project }, ['servicePlanId', 'apiToken']],
    ['an API token and a project', { apiToken: 'token', ...project }, ['apiToken']],
    ['a service plan and a key', { ...plan, keyId }, ['servicePlanId', 'apiToken']],
    ['a project in Brazil', { ...project, region: 'br' }, ['region']],
    ['a path instead of a project', { ...project, projectId: '../x' }, ['projectId']],
    ['a key with a colon', { ...project, keyId: 'a:b' }, ['keyId']],
  ])('with %s is refused', async (_, config, paths) => {
    const make = async () => sinch({ ...config, templates });
    const { code, issues } = await expectConnectorError(make());
    expect(code).toBe('invalid_config');
    expect(issues?.map(({ path }) => path)).toEqual(paths);
  });
});

describe('an access token', () => {
  test('is asked for as Sinch documents it, once for many messages', async () => {
    const sms = connect();
    await Promise.all([1, 2, 3].map(async () => sms.send(message)));
    await sms.send(message);

    expect(emulator.messages).toHaveLength(4);
    expect(tokenRequests()).toMatchObject([
      {
        method: 'POST',
        headers: {
          authorization: `Basic ${btoa(`${keyId}:${keySecret}`)}`,
          'content-type': 'application/x-www-form-urlencoded',
        },
        body: 'grant_type=client_credentials',
      },
    ]);
  });

  test('is asked for again before it expires', async () => {
    using clock = fakeClock();
    await using other = await startSinchEmulator();
    const sms = sinch({ ...other.projectConfig, templates }, { baseUrl: other.url });
    await sms.send(message);
    clock.pass(58 * minute);
    await sms.send(message);
    expect(other.requests.filter(isTokenRequest)).toHaveLength(1);
    clock.pass(1.5 * minute);
    await sms.send(message);
    expect(other.requests.filter(isTokenRequest)).toHaveLength(2);
    expect(other.messages).toHaveLength(3);
  });

  test.each([
    ['a wrong secret', { keySecret: 'wrong' }],
    ['the key of somebody else', { keyId: 'another' }],
  ])('is not given for %s, and nothing is sent', async (_, config) => {
    expect(await expectConnectorError(connect(config).send(message))).toMatchObject({
      code: 'unauthorized',
      outcome: 'rejected',
    });
    expect(emulator.requests).toHaveLength(1);
  });

  test('of one project does not send for another', async () => {
    const sms = connect({ projectId: 'another' });
    expect(await expectConnectorError(sms.send(message))).toMatchObject({
      code: 'unauthorized',
      outcome: 'rejected',
    });
    expect(emulator.messages).toEqual([]);
  });

  test('is not given too often', async () => {
    const wrong = Array.from({ length: 100 }, () => connect({ keySecret: 'wrong' }));
    const errors = await Promise.all(
      wrong.map(async (sms) => expectConnectorError(sms.send(message))),
    );
    expect(errors.filter(({ code }) => code === 'unauthorized').length).toBeGreaterThanOrEqual(30);
    expect(errors).toContainEqual(
      expect.objectContaining({ code: 'rate_limited', outcome: 'rejected' }),
    );
  });

  test.each([
    ['HTML', '<html>'],
    ['no token', { token_type: 'Bearer', expires_in: 3600 }],
    ['no lifetime', { access_token: 'token' }],
    ['a token that fits into no header', { access_token: 'a\nb', expires_in: 3600 }],
  ])('is not read from %s', async (_, body) => {
    emulator.fail({ kind: 'answer', answer: { status: 200, body } });
    expect(await expectConnectorError(connect().send(message))).toMatchObject({
      code: 'invalid_response',
      outcome: 'rejected',
    });
    expect(emulator.requests).toHaveLength(1);
  });

  test('that Sinch refuses is not used again, whatever it was used for', async () => {
    const sms = connect();
    const { messageId } = await sms.send(message);
    const uses = [
      async () => sms.verifyConfig?.(),
      async () => sms.reportConversion?.(messageId, true).catch(() => undefined),
      async () => sms.send(message).catch(() => undefined),
    ];
    for (const [index, use] of uses.entries()) {
      emulator.fail({ kind: 'answer', answer: { status: 401, body: '' } });
      await use();
      expect(tokenRequests()).toHaveLength(index + 1);
      await sms.send(message);
      expect(tokenRequests()).toHaveLength(index + 2);
    }
  });

  test.each(['us', 'eu', undefined] as const)(
    'has its own host, in the region %s',
    async (region) => {
      const urls: string[] = [];
      const http: Http = async ({ url }) => {
        urls.push(url);
        const body = JSON.stringify({ access_token: 'token', expires_in: 3600 });
        return url.endsWith('/oauth2/token')
          ? { status: 200, headers: {}, body }
          : { failure: 'network', sent: false };
      };
      const config = { ...emulator.projectConfig, region, templates };
      await expectConnectorError(sinch(config, { http }).send(message));
      expect(urls).toEqual([
        'https://auth.sinch.com/oauth2/token',
        `https://zt.${region ?? 'us'}.sms.api.sinch.com/xms/v1/${projectId}/batches`,
      ]);
    },
  );
});

const batch = { to: [message.to], from: '+12025550100', body: 'Your code is 314159.' };

function batchesOf({ url }: SinchEmulator, secret = keySecret) {
  const credentials = { projectId, keyId, keySecret: secret };
  return new SmsService({ ...credentials, authHostname: url, smsHostname: url }).batches;
}

describe('Sinch’s library with an access key', () => {
  test('makes the same two requests', async () => {
    const essence = () =>
      emulator.requests.map(({ method, path, body, headers }) => ({
        method,
        path,
        body,
        type: headers['content-type'],
        scheme: headers.authorization?.split(' ')[0],
      }));
    const same = { ...batch, type: 'mt_text', feedback_enabled: true } as const;
    await batchesOf(emulator).sendTextMessage({ sendSMSRequestBody: same });
    const theirs = essence();
    await connect().send(message);
    const ours = essence().slice(theirs.length);
    const parsed = (requests: typeof ours) =>
      requests.map(({ body, ...rest }) => ({
        ...rest,
        body: rest.path === '/oauth2/token' ? body : (JSON.parse(body) as unknown),
      }));
    expect(parsed(ours)).toEqual(parsed(theirs));
    expect(ours).toHaveLength(2);
    expect(emulator.messages).toHaveLength(2);
  });

  test('is refused with a wrong secret', async () => {
    const sent = batchesOf(emulator, 'wrong').sendTextMessage({ sendSMSRequestBody: batch });
    await expect(sent).rejects.toThrow(/401/);
  });

  test('gets a new token if one has expired', async () => {
    using clock = fakeClock();
    await using other = await startSinchEmulator();
    const library = batchesOf(other);
    await library.sendTextMessage({ sendSMSRequestBody: batch });
    clock.pass(61 * minute);
    await library.sendTextMessage({ sendSMSRequestBody: batch });
    expect(other.messages).toHaveLength(2);
    expect(other.requests.map(({ path }) => path)).toEqual([
      '/oauth2/token',
      batchesPath,
      // Refused, because the token has expired.
      batchesPath,
      '/oauth2/token',
      batchesPath,
    ]);
  });
});

describe('verifyConfig', () => {
  const credentials = { subject: 'credentials', field: 'keySecret' };

  test('asks for a dry run with an access token', async () => {
    expect((await connect().verifyConfig?.())?.[0]).toEqual({ ...credentials, result: 'ok' });
    expect(emulator.requests.map(({ path }) => path)).toEqual([
      '/oauth2/token',
      `${batchesPath}/dry_run`,
    ]);
    expect(emulator.messages).toEqual([]);
  });

  test.each([
    ['a wrong secret', { keySecret: 'wrong' }],
    ['the key of another project', { projectId: 'another' }],
  ])('reports %s', async (_, config) => {
    expect((await connect(config).verifyConfig?.())?.[0]).toEqual({
      ...credentials,
      result: 'failed',
      code: 'unauthorized',
    });
  });

  test('reports unknown if there is no token for another reason', async () => {
    emulator.fail({ kind: 'answer', answer: { status: 503, body: '' } });
    expect((await connect().verifyConfig?.())?.[0]).toEqual({
      ...credentials,
      result: 'unknown',
      code: 'provider_unavailable',
    });
  });
});
