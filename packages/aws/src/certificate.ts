import { decodeBase64 } from '@sms-connectors/core';

/** What verifies a signature. */
export interface Certificate {
  /** A SubjectPublicKeyInfo, as `crypto.subtle.importKey` takes it. */
  readonly publicKey: Uint8Array<ArrayBuffer>;
  readonly from: Date;
  readonly until: Date;
}

interface Element {
  readonly tag: number;
  /** With its tag and length. */
  readonly whole: Uint8Array<ArrayBuffer>;
  readonly content: Uint8Array<ArrayBuffer>;
}

/**
 * Reads the public key and the validity of an X.509 certificate in PEM. Web Crypto cannot read certificates, and edge
 * runtimes have nothing else. The URL that it was fetched from says whose certificate it is.
 * @see https://www.rfc-editor.org/rfc/rfc5280#section-4.1
 */
export function readCertificate(pem: string): Certificate | undefined {
  const base64 = onePem.exec(pem)?.[1];
  try {
    const [certificate, ...more] = elements(decodeBase64(base64 ?? ''));
    if (more.length > 0) return undefined;
    const [signed] = elements(certificate?.content);
    const members = elements(signed?.content);
    // A version, tagged [0], may come before serial, signature, issuer, validity, subject and key.
    const [, , , validity, , key] = members[0]?.tag === 0xa0 ? members.slice(1) : members;
    const [from, until] = elements(validity?.content).map(dateOf);
    const isWhole = key !== undefined && isDate(from) && isDate(until);
    return isWhole ? { publicKey: key.whole, from, until } : undefined;
  } catch {
    return undefined;
  }
}

// With nothing around it: https://www.rfc-editor.org/rfc/rfc7468#section-5
const onePem = /^\s*-----BEGIN CERTIFICATE-----([A-Za-z0-9+/=\s]+)-----END CERTIFICATE-----\s*$/;

/** A sequence of DER elements; each is a tag, a length, and as many bytes. */
function elements(der: Uint8Array<ArrayBuffer> = new Uint8Array()): readonly Element[] {
  const found: Element[] = [];
  for (let start = 0; start < der.length;) {
    const first = der[start + 1] ?? 0;
    const lengthBytes = first < 0x80 ? 0 : first - 0x80;
    const contentStart = start + 2 + lengthBytes;
    const length = der
      .slice(start + 2, contentStart)
      .reduce((sum, byte) => sum * 256 + byte, lengthBytes === 0 ? first : 0);
    const end = contentStart + length;
    if (end > der.length) throw new RangeError('An element is longer than its parent.');
    const { [start]: tag = 0 } = der;
    found.push({ tag, whole: der.subarray(start, end), content: der.subarray(contentStart, end) });
    start = end;
  }
  return found;
}

/** UTCTime has two digits for the year, GeneralizedTime four. */
function dateOf({ tag, content }: Element): Date {
  const digits = new TextDecoder().decode(content);
  const isShort = tag === 0x17;
  const century = digits < '50' ? '20' : '19';
  const iso = (isShort ? century + digits : digits).replace(
    /^(\d{4})(\d\d)(\d\d)(\d\d)(\d\d)(\d\d)Z$/,
    '$1-$2-$3T$4:$5:$6Z',
  );
  return new Date(iso);
}

function isDate(date: Date | undefined): date is Date {
  return date !== undefined && !Number.isNaN(date.getTime());
}
