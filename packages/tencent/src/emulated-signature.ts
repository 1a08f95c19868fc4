import { createHash, createHmac, timingSafeEqual } from 'node:crypto';
import type { EmulatorRequest } from '@sms-connectors/core/testing';

export interface CallError {
  readonly code: string;
  readonly message: string;
}

/**
 * Checks the signature of a call as it arrived, in Tencent Cloud's steps.
 * @see https://www.tencentcloud.com/document/product/267/37447
 */
export function signatureError(
  { method, path, headers, body }: EmulatorRequest,
  { secretId, secretKey }: { readonly secretId: string; readonly secretKey: string },
): CallError | undefined {
  const header = (name: string): string => [headers[name] ?? ''].flat().join(',');
  const [, id, scope, date, names = '', signature = ''] =
    authorization.exec(header('authorization')) ?? [];
  const timestamp = header('x-tc-timestamp');
  const signedNames = names.split(';');
  if (!date || !mustBeSigned.every((name) => signedNames.includes(name))) {
    return authFailure('InvalidAuthorization', 'Authorization is invalid.');
  }
  if (id !== secretId) return authFailure('SecretIdNotFound', 'The SecretId is not found.');
  const age = Math.abs(Date.now() / 1000 - Number(timestamp));
  if (!(age <= longestSeconds) || date !== dateOf(timestamp)) {
    return authFailure('SignatureExpire', 'The signature is expired.');
  }
  const canonical = [
    method,
    path,
    '',
    ...signedNames.map((name) => `${name}:${signedValue(name, header(name))}`),
    '',
    names,
    createHash('sha256').update(body).digest('hex'),
  ].join('\n');
  const digest = createHash('sha256').update(canonical).digest('hex');
  const key = [date, 'sms', 'tc3_request'].reduce<Buffer | string>(
    (secret, part) => createHmac('sha256', secret).update(part).digest(),
    `TC3${secretKey}`,
  );
  const text = ['TC3-HMAC-SHA256', timestamp, scope, digest].join('\n');
  const expected = createHmac('sha256', key).update(text).digest();
  return timingSafeEqual(expected, Buffer.from(signature, 'hex'))
    ? undefined
    : authFailure(
        'SignatureFailure',
        'The provided credentials could not be validated. Please check your signature is correct.',
      );
}

const authorization =
  /^TC3-HMAC-SHA256 Credential=([^/\s]+)\/((\d{4}-\d\d-\d\d)\/sms\/tc3_request), SignedHeaders=([\w;-]+), Signature=([\da-f]{64})$/;
const mustBeSigned = ['content-type', 'host'];
const longestSeconds = 5 * 60;

// The real host has no port; clients sign it without one.
function signedValue(name: string, value: string): string {
  return name === 'host' ? value.replace(/:\d+$/, '') : value.trim();
}

function dateOf(timestamp: string): string {
  return new Date(Number(timestamp) * 1000).toISOString().slice(0, 10);
}

function authFailure(code: string, message: string): CallError {
  return { code: `AuthFailure.${code}`, message };
}
