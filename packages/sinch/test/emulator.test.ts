import { startSinchEmulator } from '@sms-connectors/sinch/emulator';
import { afterAll, beforeEach, describe, expect, test } from 'vitest';

const emulator = await startSinchEmulator();
beforeEach(() => emulator.reset());
afterAll(() => emulator.close());
const { servicePlanId, apiToken } = emulator.config;
const batches = `/xms/v1/${servicePlanId}/batches`;
const batch = { from: '12345', to: ['33612345678'], body: 'Your code is 314159.' };

async function post(path: string, body: object | string, token = apiToken) {
  const response = await fetch(emulator.url + path, {
    method: 'POST',
    headers: { authorization: `Bearer ${token}` },
    body: typeof body === 'string' ? body : JSON.stringify(body),
  });
  const text = await response.text();
  const answer: unknown = text === '' ? undefined : JSON.parse(text);
  return { status: response.status, answer };
}

test('a batch is kept as a phone shows it', async () => {
  const expire_at = new Date(Date.now() + 600_000).toISOString();
  const members = { ...batch, expire_at, client_reference: 'r' };
  const { status, answer } = await post(batches, members);
  expect(status).toBe(201);
  const [kept] = emulator.messages;
  expect(answer).toMatchObject({ ...members, id: kept?.messageId, delivery_report: 'none' });
  expect(kept).toEqual({
    messageId: expect.stringMatching(/^[0-9A-F]{26}$/),
    to: '+33612345678',
    from: '12345',
    text: batch.body,
    at: expect.any(Date),
    parameters: { ...batch, to: '33612345678', expire_at, client_reference: 'r' },
    validitySeconds: 600,
    reference: 'r',
  });
});

describe('a refusal', () => {
  const past = new Date(Date.now() - 60_000).toISOString();
  const late = new Date(Date.now() + 300_000_000).toISOString();

  test.each<[string, object | string, number, string]>([
    ['no JSON', 'x', 400, 'syntax_invalid_json'],
    ['an unknown member', { ...batch, text: '1' }, 400, 'syntax_invalid_json'],
    ['no recipient', { ...batch, to: undefined }, 400, 'syntax_constraint_violation'],
    ['no text', { ...batch, body: undefined }, 400, 'syntax_constraint_violation'],
    ['no sender', { ...batch, from: undefined }, 400, 'syntax_constraint_violation'],
    ['another type', { ...batch, type: 'mt_binary' }, 400, 'syntax_constraint_violation'],
    ['a long text', { ...batch, body: 'x'.repeat(2001) }, 400, 'syntax_constraint_violation'],
    ['a time in the past', { ...batch, expire_at: past }, 400, 'syntax_constraint_violation'],
    ['a time too late', { ...batch, expire_at: late }, 400, 'syntax_constraint_violation'],
    ['a wrong recipient', { ...batch, to: ['0612'] }, 400, 'syntax_invalid_parameter_format'],
    ['a long name', { ...batch, from: 'Acme Company' }, 400, 'syntax_invalid_parameter_format'],
    ['a URL that is none', { ...batch, callback_url: 'x' }, 400, 'syntax_invalid_parameter_format'],
    ['a report to nowhere', { ...batch, delivery_report: 'full' }, 403, 'missing_callback_url'],
  ])('of %s', async (_, body, status, code) => {
    for (const path of [batches, `${batches}/dry_run`]) {
      expect(await post(path, body)).toMatchObject({ status, answer: { code } });
    }
    expect(emulator.messages).toEqual([]);
  });

  test.each([
    ['a wrong token', batches, 'wrong', 401],
    ['another service plan', '/xms/v1/another/batches', apiToken, 401],
    ['an unknown path', `${batches}/01FC66621VHDBN119Z8PMV1QPQ`, apiToken, 404],
  ])('of %s has no body', async (_, path, token, status) => {
    expect(await post(path, batch, token)).toEqual({ status, answer: undefined });
  });

  test('of feedback that was not asked for, or has no recipients', async () => {
    await post(batches, batch);
    await post(batches, { ...batch, feedback_enabled: true });
    const [without, awaiting] = emulator.messages.map(({ messageId }) => messageId);
    const feedback = { recipients: [] };
    expect(await post(`${batches}/${without}/delivery_feedback`, feedback)).toMatchObject({
      status: 404,
    });
    expect(await post(`${batches}/${awaiting}/delivery_feedback`, {})).toMatchObject({
      status: 400,
    });
    expect(emulator.conversions).toEqual([]);
  });
});
