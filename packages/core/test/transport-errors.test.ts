import { expectConnectorError } from '@sms-connectors/core/testing';
import { expect, test } from 'vitest';
import { closedPort } from '../src/testing/conformance/closed-port.ts';
import { makeCertificate } from './support/certificates.ts';
import { answer, startRawServer } from './support/raw-server.ts';
import { tiny } from './support/tiny-connector.ts';

const message = { to: '+33612345678', usageType: 'Generic', payload: { code: '123456' } } as const;

function errorFrom(baseUrl: string) {
  const templates = [{ usageType: 'Generic', content: 'Your code is {{code}}.' }] as const;
  return expectConnectorError(tiny({ templates }, { baseUrl }).send(message));
}

test('an unknown host, a refused connection and a self-signed certificate read differently', async () => {
  const tls = await makeCertificate({ hostName: 'localhost' });
  await using server = await startRawServer((socket) => answer(socket, '{}'), { tls });
  const { port } = new URL(server.url);
  await using closed = await closedPort();

  const rows = [
    ['https://sms-connectors.invalid', 'ENOTFOUND', 'the host name was not found'],
    [closed.url, 'ECONNREFUSED', 'the connection was refused'],
    [
      `https://localhost:${port}`,
      'DEPTH_ZERO_SELF_SIGNED_CERT',
      'the certificate of the server is self-signed',
    ],
  ] as const;
  for (const [baseUrl, reason, words] of rows) {
    const error = await errorFrom(baseUrl);
    expect(error).toMatchObject({
      code: 'network',
      outcome: 'rejected',
      provider: { id: 'tiny', transportReason: reason },
    });
    expect(error.message).toBe(
      `tiny: no connection to Tiny: ${words} (${reason}); nothing was sent.`,
    );
  }
  expect(server.requests).toEqual([]);
});
