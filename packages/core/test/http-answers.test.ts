import { describe, expect, test } from 'vitest';
import { adapters, post } from './support/adapters.ts';
import { answer, startRawServer } from './support/raw-server.ts';

// fetch decompresses; the others read an answer as it comes.
test.each(adapters.filter(({ name }) => name !== 'fetch'))(
  '$name asks for an answer that is not compressed',
  async ({ makeHttp }) => {
    await using server = await startRawServer((socket) => answer(socket, 'ok'));
    await makeHttp()(post(server.url));
    expect(headersOf(server.requests[0] ?? '', 'accept-encoding')).toEqual(['identity']);
  },
);

describe.each(adapters)('$name', ({ makeHttp }) => {
  test('sends the request as it is given', async () => {
    await using server = await startRawServer((socket) => answer(socket, 'ok'));
    const request = post(`${server.url}/a%20path/?q=1%2B1`);
    await makeHttp()(request);
    const [sent = ''] = server.requests;
    expect(sent).toMatch(/^POST \/a%20path\/\?q=1%2B1 HTTP\/1\.1\r\n/);
    expect(sent).toMatch(/^content-type: application\/json\r$/im);
    expect(sent).toMatch(/^authorization: Bearer tiny-token\r$/im);
    expect(headersOf(sent, 'host')).toEqual([new URL(server.url).host]);
    const body = sent.slice(sent.indexOf('\r\n\r\n') + 4);
    expect(Buffer.from(body, 'latin1').toString('utf8')).toBe(request.body);
    expect(headersOf(sent, 'content-length')).toEqual([String(body.length)]);
    expect(headersOf(sent, 'transfer-encoding')).toEqual([]);
  });

  test('sends the body of a PUT, once', async () => {
    await using server = await startRawServer((socket) => answer(socket, 'ok'));
    const request = post(server.url, { method: 'PUT' });
    expect(await makeHttp()(request)).toMatchObject({ status: 200, body: 'ok' });
    expect(server.requests).toEqual([expect.stringMatching(/^PUT /)]);
    const [sent = ''] = server.requests;
    const body = sent.slice(sent.indexOf('\r\n\r\n') + 4);
    expect(Buffer.from(body, 'latin1').toString('utf8')).toBe(request.body);
  });

  test.each(['GET', 'POST', 'PUT'] as const)('sends a %s without a body', async (method) => {
    await using server = await startRawServer((socket) => answer(socket, 'ok'));
    const result = await makeHttp()(post(server.url, { method, body: undefined }));
    expect(result).toMatchObject({ status: 200, body: 'ok' });
    expect(server.requests).toEqual([expect.stringMatching(new RegExp(`^${method} `))]);
    const [sent = ''] = server.requests;
    expect(sent).toMatch(/\r\n\r\n$/);
    expect(headersOf(sent, 'content-length')).toEqual(method === 'GET' ? [] : ['0']);
    expect(headersOf(sent, 'transfer-encoding')).toEqual([]);
  });

  test('accepts a deadline that is not a whole number', async () => {
    await using server = await startRawServer((socket) => answer(socket, 'ok'));
    const result = await makeHttp()(post(server.url, { timeoutMs: 999.5 }));
    expect(result).toMatchObject({ status: 200 });
  });

  test('returns status, headers by lower-case name, and body', async () => {
    const head = 'HTTP/1.1 201 Created\r\nX-Request-ID: RQ1\r\nRETRY-AFTER: 7';
    await using server = await startRawServer((socket) => answer(socket, '{"é":"€🔑"}', head));
    expect(await makeHttp()(post(server.url))).toMatchObject({
      status: 201,
      headers: { 'x-request-id': 'RQ1', 'retry-after': '7' },
      body: '{"é":"€🔑"}',
    });
  });

  const notModified = 'HTTP/1.1 304 Not Modified\r\nConnection: close\r\n\r\n';
  test.each<[string, (socket: Parameters<typeof answer>[0]) => void, number, string]>([
    ['an empty body', (socket) => answer(socket, ''), 200, ''],
    ['no content', (socket) => void socket.write('HTTP/1.1 204 No Content\r\n\r\n'), 204, ''],
    ['no body allowed', (socket) => void socket.end(notModified), 304, ''],
    [
      'HTML',
      (socket) => answer(socket, '<html>Bad gateway</html>', 'HTTP/1.1 502 Bad Gateway'),
      502,
      '<html>Bad gateway</html>',
    ],
    [
      'a body that ends with the connection',
      (socket) => void socket.end('HTTP/1.1 200 OK\r\n\r\nall of it'),
      200,
      'all of it',
    ],
    [
      'chunks that split characters',
      (socket) => {
        socket.write('HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n1\r\n');
        socket.write(Buffer.from([0xe2]));
        setTimeout(() => {
          socket.write('\r\n2\r\n');
          socket.write(Buffer.from([0x82, 0xac]));
          socket.write('\r\n0\r\n\r\n');
        }, 10);
      },
      200,
      '€',
    ],
    [
      'Latin-1 under its name',
      (socket) =>
        answer(
          socket,
          Buffer.from('caf\xe9', 'latin1'),
          'HTTP/1.1 200 OK\r\nContent-Type: text/plain; charset=iso-8859-1',
        ),
      200,
      'caf\uFFFD',
    ],
    [
      'bytes that are not UTF-8',
      (socket) => answer(socket, Buffer.from([0x61, 0xff, 0xc3])),
      200,
      'a\uFFFD\uFFFD',
    ],
    [
      'an early hint before the answer',
      (socket) => {
        socket.write('HTTP/1.1 103 Early Hints\r\nLink: </a>\r\n\r\n');
        answer(socket, 'ok');
      },
      200,
      'ok',
    ],
  ])('reads %s', async (_, serve, status, body) => {
    await using server = await startRawServer(serve);
    expect(await makeHttp()(post(server.url))).toMatchObject({ status, body });
    expect(server.requests).toHaveLength(1);
  });

  test.each([301, 302, 303, 307, 308])(
    'does not follow a %i, so that no other host sees the request',
    async (status) => {
      await using elsewhere = await startRawServer((socket) => answer(socket, 'stolen'));
      const head = `HTTP/1.1 ${status} Moved\r\nLocation: ${elsewhere.url}/`;
      await using server = await startRawServer((socket) => answer(socket, 'moved', head));
      const result = await makeHttp()(post(server.url));
      expect(result).toMatchObject({ status, headers: { location: `${elsewhere.url}/` } });
      expect(server.requests).toHaveLength(1);
      expect(elsewhere.connections).toHaveLength(0);
    },
  );
});

/** The values of a header, in the order in which its lines arrived. */
function headersOf(request: string, name: string): readonly string[] {
  const lines = request.slice(0, request.indexOf('\r\n\r\n')).matchAll(/^([^:\r\n]+): *(.*)$/gm);
  return [...lines].flatMap(([, key = '', value = '']) =>
    key.toLowerCase() === name ? [value.trim()] : [],
  );
}
