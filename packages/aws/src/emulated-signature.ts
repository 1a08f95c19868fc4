import { createHash, createHmac, timingSafeEqual } from 'node:crypto';
import type { EmulatorRequest } from '@sms-connectors/core/testing';
import type { Credentials } from './credentials.ts';
import type { Service } from './signed-requests.ts';

export interface SignatureError {
  readonly type: string;
  readonly status: number;
  readonly message: string;
}

const invalid = (message: string): SignatureError => ({
  type: 'InvalidSignatureException',
  status: 403,
  message,
});

/**
 * Checks the signature of a request as it arrived, in AWS's steps.
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_sigv-create-signed-request.html
 */
export function signatureError(
  service: Service,
  { region, accessKeyId, secretAccessKey, sessionToken }: Credentials,
  request: EmulatorRequest,
): SignatureError | undefined {
  const { headers } = request;
  const [, keyId, scope, names, signature] = authorization.exec(headers.authorization ?? '') ?? [];
  if (keyId === undefined || scope === undefined || !names || !signature) {
    const message = 'The Authorization header is missing, or lacks one of its parts.';
    return { type: 'IncompleteSignature', status: 403, message };
  }
  if (keyId !== accessKeyId || headers['x-amz-security-token'] !== sessionToken) {
    const message = 'The security token included in the request is invalid.';
    return { type: 'UnrecognizedClientException', status: 403, message };
  }
  const date = header(headers, 'x-amz-date');
  if (scope !== `${date.slice(0, 8)}/${region}/${service}/aws4_request`) {
    return invalid('The credential scope names another date, region or service.');
  }
  if (Math.abs(Date.now() - timeOf(date)) > longestMs) {
    return { type: 'RequestExpired', status: 400, message: 'Request has expired.' };
  }
  const signedNames = names.split(';');
  const wanted = Object.keys(headers).filter((name) => mustBeSigned.test(name));
  if (!wanted.every((name) => signedNames.includes(name))) {
    return invalid('A header that must be signed is not.');
  }
  const canonical = [
    request.method,
    request.path,
    '',
    ...signedNames.map((name) => `${name}:${header(headers, name).trim()}`),
    '',
    names,
    createHash('sha256').update(request.body).digest('hex'),
  ].join('\n');
  const digest = createHash('sha256').update(canonical).digest('hex');
  const key = scope
    .split('/')
    .reduce<Buffer | string>(
      (secret, part) => createHmac('sha256', secret).update(part).digest(),
      `AWS4${secretAccessKey}`,
    );
  const text = ['AWS4-HMAC-SHA256', date, scope, digest].join('\n');
  const expected = createHmac('sha256', key).update(text).digest();
  return timingSafeEqual(expected, Buffer.from(signature, 'hex'))
    ? undefined
    : invalid('The request signature we calculated does not match the signature you provided.');
}

const authorization =
  /^AWS4-HMAC-SHA256 Credential=(\w+)\/([\w/-]+), ?SignedHeaders=([\w;-]+), ?Signature=([\da-f]{64})$/;
const mustBeSigned = /^(host|content-type|x-amz-(?!user-agent).+)$/;
const longestMs = 15 * 60 * 1000;

function header(headers: EmulatorRequest['headers'], name: string): string {
  return [headers[name] ?? ''].flat().join(',');
}

/** From `20150830T123600Z`. */
function timeOf(date: string): number {
  return Date.parse(date.replace(/^(....)(..)(..T..)(..)(..Z)$/, '$1-$2-$3:$4:$5'));
}
