import { ConnectorError, type HttpFailure, type TransportReason } from '@sms-connectors/core';
import { fetchHttp } from '@sms-connectors/core/fetch';
import { describe, expect, test } from 'vitest';
import { transportReasonTexts } from '../src/http/transport-reasons.ts';
import { post } from './support/adapters.ts';
import { tiny } from './support/tiny-connector.ts';

async function failure(thrown: Error): Promise<unknown> {
  const http = fetchHttp({
    fetch: async () => {
      throw thrown;
    },
  });
  return http(post('https://provider.test/'));
}

/** How an exchange fails whose `fetch` throws this error, alone and as the cause of another. */
async function failures(error: Error): Promise<readonly unknown[]> {
  return [await failure(error), await failure(new TypeError('fetch failed', { cause: error }))];
}

const nodeError = (code: string, syscall?: string): Error =>
  Object.assign(new Error(`${syscall ?? ''} ${code}`), { code, ...(syscall && { syscall }) });

describe('an error of fetch while it connects: nothing was sent', () => {
  test.each<[string, Error, TransportReason | undefined]>([
    ['DNS', nodeError('ENOTFOUND', 'getaddrinfo'), 'ENOTFOUND'],
    ['no name server', nodeError('EAI_AGAIN', 'getaddrinfo'), 'EAI_AGAIN'],
    ['a refused port', nodeError('ECONNREFUSED', 'connect'), 'ECONNREFUSED'],
    ['a refused port on Bun', nodeError('ECONNREFUSED'), 'ECONNREFUSED'],
    ['no route', nodeError('EHOSTUNREACH', 'connect'), 'EHOSTUNREACH'],
    ['no network', nodeError('ENETUNREACH', 'connect'), 'ENETUNREACH'],
    ['no free port', nodeError('EADDRNOTAVAIL', 'connect'), 'EADDRNOTAVAIL'],
    ['a firewall', nodeError('EPERM', 'connect'), 'EACCES'],
    ['a timeout of the kernel', nodeError('ETIMEDOUT', 'connect'), 'ETIMEDOUT'],
    ['a timeout of undici', nodeError('UND_ERR_CONNECT_TIMEOUT'), 'ETIMEDOUT'],
    ['a proxy’s refusal on Bun', nodeError('ERR_PROXY_TUNNEL'), 'ERR_PROXY_TUNNEL'],
    ['a broken proxy', nodeError('UND_ERR_PRX_CONN'), 'ERR_PROXY_TUNNEL'],
    ['a revoked certificate', nodeError('CERT_REVOKED'), 'CERT_REVOKED'],
    ['a cause that is not listed', nodeError('ESOMETHING', 'connect'), undefined],
    [
      'several addresses',
      Object.assign(new AggregateError([nodeError('ENETUNREACH', 'connect')]), { code: 'ENEW' }),
      'ENETUNREACH',
    ],
    [
      'Deno on DNS',
      new Error('error sending request: client error (Connect): dns error: failed to look up'),
      'ENOTFOUND',
    ],
    [
      'Deno on a certificate',
      new Error('client error (Connect): invalid peer certificate: UnknownIssuer'),
      'UNABLE_TO_GET_ISSUER_CERT_LOCALLY',
    ],
    [
      'Deno without permission',
      Object.assign(new Error('Requires net access'), { name: 'NotCapable' }),
      'EACCES',
    ],
  ])('%s', async (_, error, reason) => {
    const expected = { failure: 'network', sent: false, reason };
    expect(await failures(error)).toEqual([expected, expected]);
  });
});

// The kernel reports these codes of a connection over which the request has gone out, too.
describe('an error of fetch over a connection that stood: the outcome is unknown', () => {
  test.each<[string, Error, TransportReason | undefined]>([
    ['an unreachable host', nodeError('EHOSTUNREACH', 'read'), 'EHOSTUNREACH'],
    ['an unreachable network', nodeError('ENETUNREACH', 'write'), 'ENETUNREACH'],
    ['a refused packet', nodeError('ECONNREFUSED', 'read'), 'ECONNREFUSED'],
    ['a timeout', nodeError('ETIMEDOUT', 'read'), 'ETIMEDOUT'],
    ['a reset', nodeError('ECONNRESET', 'read'), 'ECONNRESET'],
    ['a broken pipe', nodeError('EPIPE', 'write'), 'ECONNRESET'],
    ['an alert of TLS', nodeError('ERR_SSL_TLSV13_ALERT_CERTIFICATE_REQUIRED'), 'EPROTO'],
    ['Deno on an end', new Error('client error (SendRequest): closed'), undefined],
    ['a code alone', nodeError('EHOSTUNREACH'), 'EHOSTUNREACH'],
    ['nothing known', new Error('token=secret'), undefined],
    ['a code that is not listed', nodeError('secret'), undefined],
    ['the name of a method', nodeError('toString'), undefined],
  ])('%s', async (_, error, reason) => {
    const expected = { failure: 'network', sent: true, reason };
    expect(await failures(error)).toEqual([expected, expected]);
  });

  test('an error that is its own cause', async () => {
    const error = nodeError('ECONNRESET', 'read');
    error.cause = error;
    expect(await failures(error)).toMatchObject([{ sent: true }, { sent: true }]);
  });
});

describe('the list of reasons', () => {
  test('has a short text for each', () => {
    for (const text of Object.values(transportReasonTexts)) {
      expect(text).toMatch(/^[A-Za-z][\w :,'-]{10,70}$/);
    }
  });

  test('is closed: what else a client gives as its reason is dropped', async () => {
    const result = { failure: 'network', sent: false, reason: 'secret' } as unknown as HttpFailure;
    const templates = [{ usageType: 'Generic' as const, content: 'x' }];
    const sms = tiny({ templates }, { http: async () => result });
    const error = await sms
      .send({ to: '+33612345678', usageType: 'Generic', payload: {} })
      .catch((thrown: unknown) => thrown);
    expect(error).toBeInstanceOf(ConnectorError);
    expect(error).toMatchObject({ code: 'network', outcome: 'rejected' });
    expect(JSON.stringify(error)).not.toContain('secret');
  });
});
