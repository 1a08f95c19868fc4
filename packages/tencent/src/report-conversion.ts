import { asJsonObject, type FailedAnswer } from '@sms-connectors/core';
import { type Api, call, isSerialNo } from './api.ts';
import { readError } from './errors.ts';

/**
 * Reports a used code. Tencent Cloud takes no report of an unused one.
 * @see https://www.tencentcloud.com/document/product/382/49706
 */
export async function reportConversion(
  api: Api,
  sdkAppId: string,
  { messageId, used }: { readonly messageId: string; readonly used: boolean },
): Promise<FailedAnswer | undefined> {
  if (!isSerialNo(messageId)) return { outcome: 'rejected', code: 'invalid_message' };
  if (!used) return undefined;
  const reply = await call(api, 'ReportConversion', {
    SmsSdkAppId: sdkAppId,
    SerialNo: messageId,
    ConversionTime: Math.floor(Date.now() / 1000),
  });
  if ('failed' in reply) return reply.failed;
  const { response, requestId } = reply;
  const code = asJsonObject(response['ReportConversionStatus'])?.['Code'];
  // Tencent Cloud's pages write it `OK` and `ok`.
  if (typeof code === 'string' && code.toLowerCase() === 'ok') return undefined;
  return { outcome: 'unknown', code: 'invalid_response', ...readError(code), requestId };
}
