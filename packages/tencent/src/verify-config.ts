import { asJsonObject, type ConfigCheck } from '@sms-connectors/core';
import { type Api, call, listOf, type Reply } from './api.ts';
import type { TencentConfig } from './config.ts';

type Account = Pick<TencentConfig, 'sdkAppId' | 'signName'>;

/**
 * Asks for the statistics of the application and for the signatures of the account; sends nothing.
 * @see https://www.tencentcloud.com/document/product/382/40528
 */
export async function verifyConfig(
  api: Api,
  { sdkAppId, signName }: Account,
): Promise<readonly ConfigCheck[]> {
  const [statistics, sender] = await Promise.all([
    call(api, 'SendStatusStatistics', statisticsOfThisHour(sdkAppId)),
    signName === undefined ? [] : checkSignature(api, signName),
  ]);
  return [checkCredentials(statistics), checkApplication(statistics), ...[sender].flat()];
}

const hourMs = 3_600_000;

function statisticsOfThisHour(sdkAppId: string): object {
  const now = Date.now();
  const period = { BeginTime: hourOf(now - hourMs), EndTime: hourOf(now) };
  return { SmsSdkAppId: sdkAppId, ...period, Limit: 0, Offset: 0 };
}

/** An hour as `2024050113`. In UTC, it is not in the future for a provider that counts in the time of China. */
function hourOf(ms: number): string {
  return new Date(ms).toISOString().slice(0, 13).replaceAll(/\D/g, '');
}

const fieldsAtFault: Readonly<Record<string, keyof TencentConfig>> = {
  'AuthFailure.InvalidSecretId': 'accessKeyId',
  'AuthFailure.SecretIdNotFound': 'accessKeyId',
  UnsupportedRegion: 'region',
};

function checkCredentials(statistics: Reply): ConfigCheck {
  const check = { subject: 'credentials', field: 'accessKeySecret' } as const;
  if ('response' in statistics) return { ...check, result: isKnown(statistics) ? 'ok' : 'unknown' };
  const { code, providerCode = '' } = statistics.failed;
  // The signature was accepted: the key may be allowed to send, but not to read.
  const isAccepted =
    /^(?:AuthFailure\.UnauthorizedOperation|UnauthorizedOperation|InvalidParameter)/;
  if (isAccepted.test(providerCode)) return { ...check, result: 'ok' };
  const result = code === 'unauthorized' || code === 'invalid_config' ? 'failed' : 'unknown';
  return { ...check, result, field: fieldsAtFault[providerCode] ?? check.field, code };
}

function checkApplication(statistics: Reply): ConfigCheck {
  const check = { subject: 'application', field: 'sdkAppId' } as const;
  if ('response' in statistics) return { ...check, result: isKnown(statistics) ? 'ok' : 'unknown' };
  const { code, providerCode = '' } = statistics.failed;
  return /SdkAppId|AppidAndBizId|DueToArrears/.test(providerCode)
    ? { ...check, result: 'failed', code }
    : { ...check, result: 'unknown' };
}

function isKnown({ response }: Extract<Reply, { readonly response: object }>): boolean {
  return asJsonObject(response['SendStatusStatistics']) !== undefined;
}

const areas = { mainland: 0, global: 1 } as const;
const longestList = 100;

/** @see https://www.tencentcloud.com/document/product/382/40532 */
async function checkSignature(api: Api, signName: string): Promise<ConfigCheck> {
  const lists = await Promise.all(
    Object.values(areas).map(async (International) => {
      const page = { International, Limit: longestList, Offset: 0 };
      const reply = await call(api, 'DescribeSmsSignList', page);
      const list = 'response' in reply ? reply.response['DescribeSignListStatusSet'] : undefined;
      return { isWhole: Array.isArray(list) && list.length < longestList, items: listOf(list) };
    }),
  );
  const check = { subject: 'sender', field: 'signName' } as const;
  const isApproved = lists.some(({ items }) =>
    items.some(({ SignName, StatusCode }) => SignName === signName && StatusCode === 0),
  );
  if (isApproved) return { ...check, result: 'ok' };
  return lists.every(({ isWhole }) => isWhole)
    ? { ...check, result: 'failed', code: 'sender_invalid' }
    : { ...check, result: 'unknown' };
}
