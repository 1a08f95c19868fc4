/** A call of one of Tencent Cloud's APIs: a `POST` request to `/`. */
export interface ApiCall {
  /** The API's name, such as `sms`. */
  readonly service: string;
  /** Without a port. */
  readonly host: string;
  readonly contentType: string;
  readonly body: string;
  /** In seconds since 1970. */
  readonly timestamp: number;
}

export interface ApiKey {
  readonly secretId: string;
  readonly secretKey: string;
}

/**
 * The `Authorization` header of a call, signed with TC3-HMAC-SHA256.
 * @see https://www.tencentcloud.com/document/product/267/37447
 */
export async function signCall(
  { service, host, contentType, body, timestamp }: ApiCall,
  { secretId, secretKey }: ApiKey,
): Promise<string> {
  const date = new Date(timestamp * 1000).toISOString().slice(0, 10);
  const scope = `${date}/${service}/tc3_request`;
  const signedHeaders = 'content-type;host';
  const headers = `content-type:${contentType}\nhost:${host}\n`;
  const canonical = ['POST', '/', '', headers, signedHeaders, await sha256(body)].join('\n');
  const text = [algorithm, timestamp, scope, await sha256(canonical)].join('\n');

  let key: Bytes = encoder.encode(`TC3${secretKey}`);
  for (const part of scope.split('/')) key = await hmac(key, part);
  const signature = hex(await hmac(key, text));
  return `${algorithm} Credential=${secretId}/${scope}, SignedHeaders=${signedHeaders}, Signature=${signature}`;
}

type Bytes = Uint8Array<ArrayBuffer>;

const algorithm = 'TC3-HMAC-SHA256';
const encoder = new TextEncoder();

async function sha256(text: string): Promise<string> {
  return hex(new Uint8Array(await crypto.subtle.digest('SHA-256', encoder.encode(text))));
}

async function hmac(key: Bytes, text: string): Promise<Bytes> {
  const parameters = { name: 'HMAC', hash: 'SHA-256' };
  const imported = await crypto.subtle.importKey('raw', key, parameters, false, ['sign']);
  return new Uint8Array(await crypto.subtle.sign('HMAC', imported, encoder.encode(text)));
}

function hex(bytes: Bytes): string {
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('');
}
