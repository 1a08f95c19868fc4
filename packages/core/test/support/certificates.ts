import { generate } from 'selfsigned';

export interface Certificate {
  readonly key: string;
  readonly cert: string;
}

interface CertificateOptions {
  readonly hostName?: string;
  readonly validFrom?: number;
  readonly validUntil?: number;
  readonly authority?: Certificate;
}

const day = 24 * 60 * 60 * 1000;

/** A certificate for a host name, or for 127.0.0.1; self-signed without an authority. Times are relative to now. */
export async function makeCertificate({
  hostName,
  validFrom = -day,
  validUntil = day,
  authority,
}: CertificateOptions = {}): Promise<Certificate> {
  const name = hostName === undefined ? ipAddress : ({ type: 2, value: hostName } as const);
  const { private: key, cert } = await generate(
    [{ name: 'commonName', value: hostName ?? 'a test' }],
    {
      keyType: 'ec',
      notBeforeDate: new Date(Date.now() + validFrom),
      notAfterDate: new Date(Date.now() + validUntil),
      extensions: [{ name: 'subjectAltName', altNames: [name] }],
      ...(authority !== undefined && { ca: authority }),
    },
  );
  return { key, cert };
}

const ipAddress = { type: 7, ip: '127.0.0.1' } as const;

/** A certificate that signs others. */
export async function makeAuthority(): Promise<Certificate> {
  const { private: key, cert } = await generate(
    [{ name: 'commonName', value: 'a test authority' }],
    {
      keyType: 'ec',
      extensions: [
        { name: 'basicConstraints', cA: true, critical: true },
        { name: 'keyUsage', keyCertSign: true, cRLSign: true, critical: true },
      ],
    },
  );
  return { key, cert };
}
