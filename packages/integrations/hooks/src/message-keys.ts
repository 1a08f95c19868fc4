const bytes = (text: string): Uint8Array<ArrayBuffer> => new TextEncoder().encode(text);

/**
 * Keys for the messages of a platform that has no ids: a repeated request has the same body, and a new code another one.
 * Who reads a key learns nothing of the body without the secret.
 */
export function messageKeys(secret: string): (body: string) => Promise<string> {
  let importing: Promise<CryptoKey> | undefined;
  return async (body) => {
    const algorithm = { name: 'HMAC', hash: 'SHA-256' };
    importing ??= crypto.subtle.importKey('raw', bytes(secret), algorithm, false, ['sign']);
    const digest = await crypto.subtle.sign('HMAC', await importing, bytes(body));
    return btoa(String.fromCharCode(...new Uint8Array(digest)));
  };
}
