import { applicationSecrets, type UsageType } from '@sms-connectors/core';

/** What an id stands for. Twilio keeps the code and the number, but nothing of why a code was sent. */
export interface Ticket {
  /**
   * `sent`: the SID is Twilio's. `unanswered`: Twilio's answer was lost, and the SID is made up. `decoy`: nothing was
   * sent, because the application does not know the number.
   */
  readonly kind: 'sent' | 'unanswered' | 'decoy';
  readonly sid: string;
  readonly to: string;
  /** The person must not see from a result whether the number is known. */
  readonly isHidden: boolean;
  readonly usageType: UsageType;
  readonly locale?: string | undefined;
  readonly payload?: object | undefined;
  /** When the code was made, in milliseconds since 1970. */
  readonly createdAt: number;
}

/** The longest payload and language that go into an id, in characters of JSON. */
export const longestContent = 2000;

/** Turns tickets into ids, which only those with the application's secret can make or read. */
export interface Tickets {
  readonly seal: (ticket: Ticket) => Promise<string>;
  /** `undefined` for whatever is no id of this application. */
  readonly open: (id: unknown) => Promise<Ticket | undefined>;
}

const algorithm = 'AES-GCM';
const ivBytes = 12;
// In UTF-8, a character of a text has three bytes at most, and Base64 adds a third.
const longestId = 5 * longestContent;
// Ids of equal length, whatever their kind.
const kinds = { sent: 's', unanswered: 'u', decoy: 'd' } as const;

/**
 * Encrypts with the first secret, and reads what any of them has encrypted.
 * @throws `ConnectorError` `invalid_config`
 */
export function ticketsOf(connector: string, secret: unknown, serviceSID: string): Tickets {
  const keys = applicationSecrets(connector, secret).map((text) => keyFrom(text));
  const additionalData = bytesOf(serviceSID);
  return {
    seal: async ({ kind, ...ticket }) => {
      const [key] = await Promise.all(keys);
      const iv = crypto.getRandomValues(new Uint8Array(ivBytes));
      const text = bytesOf(JSON.stringify({ kind: kinds[kind], ...ticket }));
      const parameters = { name: algorithm, iv, additionalData };
      const sealed = await crypto.subtle.encrypt(parameters, key as CryptoKey, text);
      return toBase64Url(iv) + toBase64Url(new Uint8Array(sealed));
    },
    open: async (id) => {
      // 12 bytes are 16 characters.
      if (!isId(id)) return undefined;
      const iv = fromBase64Url(id.slice(0, 16));
      const sealed = fromBase64Url(id.slice(16));
      for (const key of await Promise.all(keys)) {
        try {
          const parameters = { name: algorithm, iv, additionalData };
          const bytes = await crypto.subtle.decrypt(parameters, key, sealed);
          return readTicket(JSON.parse(new TextDecoder().decode(bytes)) as SealedTicket);
        } catch {
          // Another secret, or no id at all.
        }
      }
      return undefined;
    },
  };
}

function isId(id: unknown): id is string {
  return typeof id === 'string' && id.length <= longestId && /^[\w-]{60,}$/.test(id);
}

type SealedTicket = Omit<Ticket, 'kind'> & { readonly kind: (typeof kinds)[Ticket['kind']] };

function readTicket({ kind: letter, ...ticket }: SealedTicket): Ticket {
  const kind = letter === 's' ? 'sent' : letter === 'u' ? 'unanswered' : 'decoy';
  return { kind, ...ticket };
}

function bytesOf(text: string): Uint8Array<ArrayBuffer> {
  return new TextEncoder().encode(text);
}

async function keyFrom(secret: string): Promise<CryptoKey> {
  const material = await crypto.subtle.importKey('raw', bytesOf(secret), 'HKDF', false, [
    'deriveKey',
  ]);
  const info = bytesOf('sms-connectors twilio-verify id');
  return crypto.subtle.deriveKey(
    { name: 'HKDF', hash: 'SHA-256', salt: new Uint8Array(), info },
    material,
    { name: algorithm, length: 256 },
    false,
    ['encrypt', 'decrypt'],
  );
}

function toBase64Url(bytes: Uint8Array): string {
  const text = btoa(String.fromCharCode(...bytes));
  return text.replaceAll('+', '-').replaceAll('/', '_').replaceAll('=', '');
}

function fromBase64Url(text: string): Uint8Array<ArrayBuffer> {
  const binary = atob(text.replaceAll('-', '+').replaceAll('_', '/'));
  return Uint8Array.from(binary, (character) => character.charCodeAt(0));
}
