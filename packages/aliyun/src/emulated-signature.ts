import { createHash, createHmac, timingSafeEqual } from 'node:crypto';
import type { EmulatorRequest } from '@sms-connectors/core/testing';
import type { EmulatedError } from './emulated-answers.ts';

interface AccessKey {
  readonly accessKeyId: string;
  readonly accessKeySecret: string;
}

/**
 * Checks the signature of a request as it arrived.
 * @see https://help.aliyun.com/document_detail/2593177.html
 */
export function signatureError(
  { accessKeyId, accessKeySecret }: AccessKey,
  request: EmulatorRequest,
): EmulatedError | undefined {
  const [, keyId, names, signature] = authorization.exec(header(request, 'authorization')) ?? [];
  if (keyId === undefined || names === undefined || signature === undefined) {
    return { status: 400, code: 'IncompleteSignature', message: 'The signature is incomplete.' };
  }
  if (keyId !== accessKeyId) {
    const message = 'Specified access key is not found.';
    return { status: 404, code: 'InvalidAccessKeyId.NotFound', message };
  }
  if (!(Math.abs(Date.now() - Date.parse(header(request, 'x-acs-date'))) < longestMs)) {
    const message = 'Specified time stamp or date value is expired.';
    return { status: 400, code: 'InvalidTimeStamp.Expired', message };
  }
  const signedNames = names.split(';');
  const mustBeSigned = Object.keys(request.headers).filter((name) => signedHeaders.test(name));
  const hash = sha256(request.body);
  const lines = signedNames.map((name) => `${name}:${header(request, name).trim()}`);
  const { method, path } = request;
  const canonical = [method, path, canonicalQuery(request), ...lines, '', names, hash].join('\n');
  const text = `ACS3-HMAC-SHA256\n${sha256(canonical)}`;
  const expected = createHmac('sha256', accessKeySecret).update(text).digest();
  const isRight =
    mustBeSigned.every((name) => signedNames.includes(name)) &&
    header(request, 'x-acs-content-sha256') === hash &&
    timingSafeEqual(expected, Buffer.from(signature, 'hex'));
  if (isRight) return undefined;
  const message = 'Specified signature is not matched with our calculation.';
  return { status: 400, code: 'SignatureDoesNotMatch', message };
}

const authorization =
  /^ACS3-HMAC-SHA256 Credential=([^,]+),SignedHeaders=([\w;-]+),Signature=([\da-f]{64})$/;
const signedHeaders = /^(host|content-type|x-acs-.+)$/;
const longestMs = 15 * 60 * 1000;

function header({ headers }: EmulatorRequest, name: string): string {
  return [headers[name] ?? ''].flat().join(',');
}

function canonicalQuery({ query }: EmulatorRequest): string {
  const pairs = Array.from(query, ([name, value]) => [encode(name), encode(value)] as const);
  return pairs
    .toSorted(([a], [b]) => (a < b ? -1 : 1))
    .map(([name, value]) => `${name}=${value}`)
    .join('&');
}

/** https://www.rfc-editor.org/rfc/rfc3986#section-2.3 */
function encode(text: string): string {
  return encodeURIComponent(text).replaceAll(
    /[!'()*]/g,
    (character) => `%${character.charCodeAt(0).toString(16).toUpperCase()}`,
  );
}

function sha256(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}
