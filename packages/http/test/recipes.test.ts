import { http, type HttpConfig } from '@sms-connectors/http';
import { startHttpEmulator } from '@sms-connectors/http/emulator';
import { expectConnectorError } from '@sms-connectors/core/testing';
import { readdirSync, readFileSync } from 'node:fs';
import { expect, describe, test } from 'vitest';
import { attemptedUrls } from '../../../test/attempted-requests.ts';
import { documentedRecipes, ownId } from './recipes.ts';
import { type Answer, startGateway } from './start-gateway.ts';

const folder = new URL('../recipes/', import.meta.url);
const names = readdirSync(folder).map((file) => file.replace(/\.json$/, ''));
const message = { to: '+33612345678', usageType: 'SignIn', payload: { code: '314159' } } as const;
const templates = [{ usageType: 'SignIn' as const, content: 'Your code is {{code}}.', id: 'T1' }];

function recipe(name: string): HttpConfig {
  return JSON.parse(readFileSync(new URL(`${name}.json`, folder), 'utf8')) as HttpConfig;
}

test('every recipe has its documentation, and the other way round', () => {
  expect(names.length).toBeGreaterThanOrEqual(10);
  expect(names.toSorted()).toEqual(Object.keys(documentedRecipes).toSorted());
});

test('every recipe is in the guide, with its sources', () => {
  const guide = readFileSync(new URL('../guide/guide.md', import.meta.url), 'utf8');
  for (const [name, { sources }] of Object.entries(documentedRecipes)) {
    expect(guide).toContain(`::code{file=packages/http/recipes/${name}.json}`);
    expect(guide, name).toContain(sources[0]);
  }
});

describe.each(Object.entries(documentedRecipes))('%s', (name, documented) => {
  const { request, accepted, messageId, failures } = documented;

  const send = async (answer: Answer) => {
    await using gateway = await startGateway(answer);
    const sms = http({ ...recipe(name), templates }, { baseUrl: gateway.url });
    const result = await sms.send(message).catch((error: unknown) => error);
    return { result, received: gateway.received };
  };

  test('makes the documented request, once', async () => {
    const { received } = await send(accepted);
    expect(received).toHaveLength(1);
    const [only] = received;
    expect(only).toMatchObject({ method: request.method, path: request.path });
    expect(only?.headers).toMatchObject(request.headers);
    expect(only?.members).toEqual(
      JSON.parse(
        JSON.stringify(request.members).replace(ownId, String(Object(only?.members).gsmsmsid)),
      ),
    );
  });

  test('goes to the provider’s own host, encrypted', async () => {
    const urls = await attemptedUrls((port) =>
      http({ ...recipe(name), templates }, { http: port }).send(message),
    );
    expect(urls).toEqual([expect.stringMatching(/^https:\/\/[\w.]+\//)]);
  });

  test('accepts the documented success', async () => {
    const { result } = await send(accepted);
    expect(result).toMatchObject({
      messageId: expect.stringMatching(messageId ?? /^[\da-f-]{36}$/),
      status: expect.stringMatching(/\S/),
    });
  });

  test.each(failures)('reads $name', async ({ answer, means: { providerCode, ...means } }) => {
    const { result } = await send(answer);
    expect(result).toMatchObject({
      name: 'ConnectorError',
      ...means,
      ...(providerCode !== undefined && { provider: { code: providerCode } }),
    });
  });

  test('does not take an empty 200 for a success', async () => {
    const { result } = await send({ status: 200, body: '' });
    expect(result).toMatchObject({ outcome: 'unknown', code: 'invalid_response' });
  });

  test('works with its own emulator', async () => {
    await using emulator = await startHttpEmulator({ config: recipe(name) });
    const sms = http({ ...emulator.config, templates }, { baseUrl: emulator.url });
    const receipt = await sms.send(message);
    expect(emulator.messages).toMatchObject([{ to: message.to }]);
    expect(emulator.messages[0]?.text).toContain('314159');
    expect(receipt.status).toMatch(/\S/);
  });

  test('its emulator refuses other credentials', async () => {
    await using emulator = await startHttpEmulator({ config: recipe(name) });
    const adopted = emulator.configFor({ ...recipe(name) });
    expect(adopted).not.toEqual(recipe(name));
    const own = http({ ...adopted, templates }, { baseUrl: emulator.url });
    expect(await own.send(message)).toMatchObject({ status: expect.stringMatching(/\S/) });
    const other = http({ ...recipe(name), templates }, { baseUrl: emulator.url });
    const error = await expectConnectorError(other.send(message));
    expect(error.outcome).toBe('rejected');
    expect(emulator.messages).toHaveLength(1);
  });
});

// https://46elks.com/docs/sms-delivery-reports
const report = (token: string, body: string) => ({
  method: 'POST',
  url: `https://example.com/reports/http?token=${encodeURIComponent(token)}`,
  headers: { 'content-type': 'application/x-www-form-urlencoded' },
  body,
});

test('the recipe of 46elks reads its delivery reports', async () => {
  const { parseDeliveryReport } = http({ ...recipe('46elks'), templates });
  const body =
    'id=s3633fa8e62f823e52fbc67ebf6925ab5&status=delivered&delivered=2026-01-31T09:30:00';
  expect(await parseDeliveryReport?.(report('<your-report-token>', body))).toMatchObject({
    verified: true,
    reports: [{ messageId: 's3633fa8e62f823e52fbc67ebf6925ab5', status: 'delivered' }],
  });
  expect(await parseDeliveryReport?.(report('another', body))).toEqual({
    verified: false,
    reason: 'forged',
  });
});
