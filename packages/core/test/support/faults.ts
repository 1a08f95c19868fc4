import type { HttpFailure } from '@sms-connectors/core';
import { answer, type Serve } from './raw-server.ts';

/** What a server does after it has read a whole request, and how the send ends. */
export interface Fault {
  readonly name: string;
  readonly serve: Serve;
  readonly failure: HttpFailure['failure'];
  readonly reason?: HttpFailure['reason'];
}

const mebibyte = Buffer.alloc(2 ** 20, 'x');

export const faults: readonly Fault[] = [
  {
    name: 'a reset before the answer',
    serve: (socket) => void socket.resetAndDestroy(),
    failure: 'network',
    reason: 'ECONNRESET',
  },
  {
    name: 'an end before the answer',
    serve: (socket) => void socket.end(),
    failure: 'network',
    reason: 'ECONNRESET',
  },
  {
    name: 'a reset in the head',
    serve: (socket) => void socket.write('HTTP/1.1 200 OK\r\nConte', () => cutSoon(socket)),
    failure: 'network',
    reason: 'ECONNRESET',
  },
  {
    name: 'a reset within the body',
    serve: (socket) =>
      void socket.write('HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\n{"id"', () =>
        cutSoon(socket),
      ),
    failure: 'network',
    reason: 'ECONNRESET',
  },
  {
    name: 'a body shorter than its length',
    serve: (socket) => void socket.end('HTTP/1.1 201 OK\r\nContent-Length: 100\r\n\r\n{"id":"M1"}'),
    failure: 'network',
    reason: 'ECONNRESET',
  },
  {
    name: 'chunks without the last',
    serve: (socket) =>
      void socket.end('HTTP/1.1 201 OK\r\nTransfer-Encoding: chunked\r\n\r\n4\r\n{"id\r\n'),
    failure: 'network',
    reason: 'ECONNRESET',
  },
  { name: 'no answer', serve: () => undefined, failure: 'timeout' },
  {
    name: 'a head and no body',
    serve: (socket) => void socket.write('HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\n'),
    failure: 'timeout',
  },
  {
    name: 'a body that never gets whole',
    serve: (socket) => {
      socket.write('HTTP/1.1 200 OK\r\nContent-Length: 1000\r\n\r\n');
      const drip = setInterval(() => socket.write('x'), 20);
      socket.once('close', () => clearInterval(drip));
    },
    failure: 'timeout',
  },
  {
    name: 'a body of 10 MiB',
    serve: (socket) => answer(socket, Buffer.concat(Array.from({ length: 10 }, () => mebibyte))),
    failure: 'invalid_response',
  },
  {
    name: 'an endless body',
    serve: (socket) => {
      socket.write('HTTP/1.1 200 OK\r\n\r\n');
      const pour = (): void => {
        if (!socket.destroyed) socket.write(mebibyte, pour);
      };
      pour();
    },
    failure: 'invalid_response',
  },
  {
    name: 'a switch of protocols',
    serve: (socket) =>
      void socket.write(
        'HTTP/1.1 101 Switching Protocols\r\nConnection: Upgrade\r\nUpgrade: x\r\n\r\n',
      ),
    failure: 'invalid_response',
  },
  {
    name: 'a switch of protocols that names none',
    serve: (socket) => void socket.write('HTTP/1.1 101 Switching Protocols\r\n\r\n'),
    failure: 'invalid_response',
  },
  {
    name: 'another protocol',
    serve: (socket) => void socket.end('SSH-2.0-OpenSSH_9.9\r\n'),
    failure: 'invalid_response',
  },
  {
    name: 'a malformed head',
    serve: (socket) => void socket.end('HTTP/1.1 200 OK\r\nno header at all\r\n\r\n'),
    failure: 'invalid_response',
  },
  {
    name: 'a head of 100 kB',
    serve: (socket) => answer(socket, '{}', `HTTP/1.1 200 OK\r\nX-Filler: ${'x'.repeat(100_000)}`),
    failure: 'invalid_response',
  },
  {
    name: 'two different lengths',
    serve: (socket) =>
      void socket.end('HTTP/1.1 200 OK\r\nContent-Length: 2\r\nContent-Length: 3\r\n\r\n{}'),
    failure: 'invalid_response',
  },
];

function cutSoon(socket: Parameters<Serve>[0]): void {
  setTimeout(() => socket.resetAndDestroy(), 20);
}
