import { decodeBase64, hmacVerifier, parseJsonObject } from '@sms-connectors/core';

/** What a token is checked against. */
export interface SignedRequest {
  readonly token: string;
  /** The whole URL that MessageBird called, with its query. */
  readonly url: string;
  readonly body: string;
}

export type Verdict = 'genuine' | 'forged' | 'stale';

// The tolerance of MessageBird's library for Node.js.
const toleranceSeconds = 5;
// The last digit of 32 bytes has 4 bits. Another digit would be a second spelling of the same signature.
const signedToken = /^([\w-]+)\.([\w-]+)\.([\w-]{42}[AEIMQUYcgkosw048])$/;

/**
 * Verifies the JWT in `MessageBird-Signature-JWT`, which MessageBird signs with HMAC-SHA256. It contains the hashes of the
 * URL and of the body, and is valid for one minute.
 * @see https://github.com/messagebird/messagebird-nodejs/blob/master/lib/webhook-signature-jwt.js
 */
export function tokenVerifier(signingKey: string): (request: SignedRequest) => Promise<Verdict> {
  const verify = hmacVerifier('SHA-256', signingKey);
  return async ({ token, url, body }) => {
    const [, head = '', payload = '', signature = ''] = signedToken.exec(token) ?? [];
    const claims = decodedObject(payload);
    if (decodedObject(head)?.['alg'] !== 'HS256' || claims === undefined) return 'forged';
    // Before the signature, which takes more work.
    if (!isCurrent(claims)) return 'stale';
    if (!(await verify(decodeBase64Url(signature), `${head}.${payload}`))) return 'forged';
    const isGenuine =
      claims['iss'] === 'MessageBird' &&
      typeof claims['jti'] === 'string' &&
      claims['url_hash'] === (await sha256(url)) &&
      claims['payload_hash'] === (body === '' ? undefined : await sha256(body));
    return isGenuine ? 'genuine' : 'forged';
  };
}

function isCurrent({ nbf = 0, exp }: Readonly<Record<string, unknown>>): boolean {
  const now = Date.now() / 1000;
  return Number(nbf) <= now + toleranceSeconds && Number(exp) > now - toleranceSeconds;
}

function decodedObject(part: string): Readonly<Record<string, unknown>> | undefined {
  const bytes = decodeBase64Url(part);
  return bytes === undefined ? undefined : parseJsonObject(new TextDecoder().decode(bytes));
}

function decodeBase64Url(text: string): Uint8Array<ArrayBuffer> | undefined {
  return decodeBase64(text.replaceAll('-', '+').replaceAll('_', '/'));
}

async function sha256(text: string): Promise<string> {
  const digest = await crypto.subtle.digest('SHA-256', new TextEncoder().encode(text));
  return Array.from(new Uint8Array(digest), (byte) => byte.toString(16).padStart(2, '0')).join('');
}
