import type { HttpRequest } from '@sms-connectors/core';
import { AwsV4Signer } from 'aws4fetch';
import type { Credentials } from './credentials.ts';

export type Service = 'sms-voice' | 'sns';

/** The URL of an AWS service: https://docs.aws.amazon.com/general/latest/gr/rande.html */
export function serviceUrl(service: Service, region: string): string {
  const domain = region.startsWith('cn-')
    ? 'amazonaws.com.cn'
    : region.startsWith('eusc-')
      ? 'amazonaws.eu'
      : 'amazonaws.com';
  return `https://${service}.${region}.${domain}`;
}

/**
 * Makes `POST` requests to an AWS service, signed with Signature Version 4.
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_sigv-create-signed-request.html
 */
export function requestSigner(
  service: Service,
  { region, accessKeyId, secretAccessKey, sessionToken }: Credentials,
  baseUrl: string,
): (headers: Readonly<Record<string, string>>, body: string) => Promise<HttpRequest> {
  const keys = { region, accessKeyId, secretAccessKey, ...(sessionToken && { sessionToken }) };
  // Caches the signing key of each day, so that a message costs one hash and one HMAC.
  const cache = new Map<string, ArrayBuffer>();
  return async (headers, body) => {
    const signed = await new AwsV4Signer({
      ...keys,
      service,
      cache,
      method: 'POST',
      url: `${baseUrl}/`,
      headers: { ...headers },
      // By default, the content type is not signed.
      allHeaders: true,
      body,
    }).sign();
    const { url, headers: all } = signed;
    return { method: 'POST', url: url.href, headers: Object.fromEntries(all), body };
  };
}
