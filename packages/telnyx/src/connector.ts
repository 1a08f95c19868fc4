import {
  type Answer,
  classifyHttpStatus,
  type ConfigCheck,
  type ConnectorFactory,
  defineConnector,
  type Failed,
  type HttpFailure,
  type HttpResponse,
  jsonObject,
} from '@sms-connectors/core';
import { configSchema } from './config.ts';
import { deliveryReportReader, isFailure, isMessageId, isStatus } from './delivery-reports.ts';
import { errorFacts } from './errors.ts';
import { manifest } from './manifest.ts';

/** Makes a connector to the Telnyx Messaging API. */
export const telnyx: ConnectorFactory<typeof configSchema> = defineConnector({
  manifest,
  configSchema,
  baseUrl: () => 'https://api.telnyx.com',
  connect: (config, { baseUrl, http }) => {
    const { apiKey, messagingProfileId, from, deliveryReportUrl, publicKey } = config;
    const url = `${baseUrl}/v2/messages`;
    const authorization = `Bearer ${apiKey}`;
    const headers = { authorization, 'content-type': 'application/json' };
    const fixed = {
      ...(from !== undefined && { from }),
      ...(messagingProfileId !== undefined && { messaging_profile_id: messagingProfileId }),
      ...(deliveryReportUrl !== undefined && { webhook_url: deliveryReportUrl }),
      type: 'SMS',
    };
    return {
      request: ({ to, text }) => ({
        method: 'POST',
        url,
        headers,
        body: JSON.stringify({ ...fixed, to, text }),
      }),
      classify,
      parseDeliveryReport: deliveryReportReader(publicKey),
      verifyConfig: async (limits) => {
        const get = (path: string) =>
          http({
            ...limits,
            method: 'GET',
            url: `${baseUrl}/v2/${path}`,
            headers: { authorization },
          });
        const [balance, profile] = await Promise.all([
          get('balance'),
          messagingProfileId === undefined
            ? undefined
            : get(`messaging_profiles/${messagingProfileId}`),
        ]);
        return [
          ...balanceChecks(balance),
          ...(profile === undefined ? [] : [profileCheck(profile)]),
        ];
      },
    };
  },
});

function classify(response: HttpResponse): Answer {
  if (response.status >= 400) return failure(response);

  const { id, to, parts, errors } = dataOf(response) ?? {};
  const [recipient] = (Array.isArray(to) ? to : []) as readonly ({ status?: unknown } | null)[];
  const status = recipient?.status;
  if (!isMessageId(id) || !isStatus(status)) {
    return { outcome: 'unknown', code: 'invalid_response' };
  }
  // Telnyx may answer 200 also for a message that it has given up.
  if (isFailure(status)) return { outcome: 'rejected', code: 'unknown', ...errorFacts(errors) };
  return {
    outcome: 'accepted',
    messageId: id,
    status,
    segments: typeof parts === 'number' && parts > 0 ? parts : undefined,
  };
}

function failure(response: HttpResponse): Failed {
  const errors = jsonObject(response.body)?.['errors'];
  return { ...classifyHttpStatus(response), ...errorFacts(errors) };
}

/** https://developers.telnyx.com/api-reference/billing/get-user-balance-details */
function balanceChecks(response: HttpResponse | HttpFailure): readonly ConfigCheck[] {
  const credentials = { subject: 'credentials', field: 'apiKey' } as const;
  const data = dataOf(response);
  if (data === undefined) {
    const code = 'failure' in response ? undefined : failure(response).code;
    // A 403 may also be a key that must not see the balance.
    const isRefused = 'status' in response && response.status === 401;
    return isRefused || code === 'account_suspended'
      ? [{ ...credentials, result: 'failed', code: code ?? 'unauthorized' }]
      : [{ ...credentials, result: 'unknown' }];
  }
  return [{ ...credentials, result: 'ok' }, creditCheck(data)];
}

function creditCheck({ available_credit: credit, currency }: Data): ConfigCheck {
  const isCredit = typeof credit === 'string' && /^-?\d{1,12}(\.\d{1,8})?$/.test(credit);
  if (!isCredit || typeof currency !== 'string' || !/^[A-Z]{3}$/.test(currency)) {
    return { subject: 'balance', result: 'unknown' };
  }
  const balance = { subject: 'balance', detail: `${credit} ${currency}` } as const;
  return Number(credit) > 0
    ? { ...balance, result: 'ok' }
    : { ...balance, result: 'failed', code: 'insufficient_balance' };
}

/** https://developers.telnyx.com/api-reference/profiles/retrieve-a-messaging-profile */
function profileCheck(response: HttpResponse | HttpFailure): ConfigCheck {
  const sender = { subject: 'sender', field: 'messagingProfileId' } as const;
  const data = dataOf(response);
  const isMissing = 'status' in response && response.status === 404;
  return isMissing || data?.['enabled'] === false
    ? { ...sender, result: 'failed', code: 'sender_invalid' }
    : { ...sender, result: data === undefined ? 'unknown' : 'ok' };
}

type Data = Readonly<Record<string, unknown>>;

function dataOf(response: HttpResponse | HttpFailure): Data | undefined {
  if ('failure' in response || response.status !== 200) return undefined;
  const data = jsonObject(response.body)?.['data'];
  return typeof data === 'object' && data !== null ? (data as Data) : undefined;
}
