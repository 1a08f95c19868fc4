// For contributors: a complete connector, and an emulator of the provider to test it.
import {
  classifyHttpStatus,
  defineConnector,
  parseJsonObject,
  templatesSchema,
} from '@sms-connectors/core';
import { startEmulator } from '@sms-connectors/core/testing';
import * as z from '@sms-connectors/core/zod';

const configSchema = z.strictObject({
  apiKey: z
    .string()
    .check(
      z.minLength(1),
      z.meta({ description: 'The API key of your account.', writeOnly: true }),
    ),
  templates: templatesSchema,
});

const acme = defineConnector({
  manifest: {
    contract: 1,
    id: 'acme',
    name: 'Acme',
    description: 'Sends verification codes by SMS with Acme.',
    docsUrl: 'https://acme.example/docs',
    capabilities: { numberFormat: 'digits', senders: ['alphanumeric'], maxCharacters: 612 },
  },
  configSchema,
  baseUrl: () => 'https://api.acme.example',
  connect: ({ apiKey }, { baseUrl }) => ({
    request: ({ to, text }) => ({
      method: 'POST',
      url: `${baseUrl}/sms`,
      headers: { authorization: `Bearer ${apiKey}`, 'content-type': 'application/json' },
      body: JSON.stringify({ to: to.slice(1), text }),
    }),
    classify: (response) => {
      if (response.status >= 400) return classifyHttpStatus(response);
      const id = parseJsonObject(response.body)?.['id'];
      return typeof id === 'string'
        ? { outcome: 'accepted', messageId: id, status: 'queued' }
        : { outcome: 'unknown', code: 'invalid_response' };
    },
  }),
});

await using emulator = await startEmulator({
  answer: ({ headers, body }, record) => {
    if (headers.authorization !== 'Bearer key') return { status: 401, body: {} };
    const { to, text } = JSON.parse(body) as { to: string; text: string };
    const messageId = crypto.randomUUID();
    record({
      messageId,
      to: `+${to}`,
      from: 'Acme',
      text,
      at: new Date(),
      parameters: { to, text },
    });
    return { status: 202, body: { id: messageId } };
  },
  rateLimited: (retryAfter) => ({ status: 429, headers: { 'retry-after': retryAfter }, body: {} }),
});

const templates = [{ usageType: 'Generic' as const, content: 'Your code is {{code}}.' }];
const message = { to: '+33612345678', usageType: 'Generic', payload: { code: '314159' } } as const;

const sms = acme({ apiKey: 'key', templates }, { baseUrl: emulator.url });
console.log(await sms.send(message), emulator.messages[0]?.text);

emulator.fail({ kind: 'rate-limit', retryAfter: '30' });
console.log(await sms.send(message).catch((error: unknown) => error));
