import { measureText, parseJsonObject } from '@sms-connectors/core';
import {
  type EmulatorAnswer,
  type EmulatorOptions,
  type EmulatorRequest,
  startEmulator,
} from '@sms-connectors/core/testing';
import { config } from './connector.ts';

const maxCharacters = 612;
const maxSegments = 4;

/** Starts Acme: it checks the key and the limits, and accepts messages and feedback. */
export const startAcmeEmulator = (options: EmulatorOptions = {}) =>
  startEmulator(
    {
      answer: (request, record, { recordConversion }) => {
        if (request.headers.authorization !== `Bearer ${config.apiKey}`) return refuse(401, 'key');
        if (request.path === '/account') return { status: 200, body: { status: 'active' } };
        if (request.path === '/conversions') {
          const { id, used } = parseJsonObject(request.body) ?? {};
          recordConversion({ messageId: String(id), used: used === true });
          return { status: 204, body: '' };
        }
        const message = messageIn(request);
        if (message === undefined) return refuse(400, 'limits');
        const messageId = crypto.randomUUID();
        record({ messageId, from: 'Acme', at: new Date(), parameters: {}, ...message });
        return { status: 202, body: { id: messageId } };
      },
      rateLimited: (retryAfter) => ({
        status: 429,
        headers: { 'retry-after': retryAfter },
        body: {},
      }),
    },
    options,
  );

function messageIn({ body }: EmulatorRequest) {
  const { to, text, ttl, reference, ip } = JSON.parse(body) as {
    readonly to: string;
    readonly text: string;
    readonly ttl?: number;
    readonly reference?: string;
    readonly ip?: string;
  };
  const isAccepted = text.length <= maxCharacters && measureText(text).segments <= maxSegments;
  if (!isAccepted) return undefined;
  return {
    to: `+${to.replace('+', '')}`,
    text,
    validitySeconds: ttl,
    reference,
    requester: ip === undefined ? undefined : { ip },
  };
}

function refuse(status: number, error: string): EmulatorAnswer {
  return { status, body: { error } };
}
