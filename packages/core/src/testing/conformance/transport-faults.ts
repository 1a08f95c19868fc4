import assert from 'node:assert/strict';
import type { FailedOutcome } from '../../contract.ts';
import type { ErrorCode } from '../../errors/error-codes.ts';
import { expectConnectorError } from '../expect-connector-error.ts';
import { closedPort } from './closed-port.ts';
import { type Behaviour, response, startFaultServer } from './fault-server.ts';
import type { KitRunner } from './kit-runner.ts';
import { send } from './send.ts';
import type { Subject } from './subject.ts';
import { type DeadlineAttempt, untilDeadline } from './until-deadline.ts';

export interface Fault {
  readonly behaviour: Behaviour;
  readonly code: ErrorCode;
  readonly outcome: FailedOutcome;
  readonly retryAfterMs?: number;
}

const html = '<!doctype html><title>Error</title><h1>Bad gateway</h1>';
const answers = (text: string): Behaviour => ({ answer: (socket) => socket.write(text) });
const unreadable = { code: 'invalid_response', outcome: 'unknown' } as const;
const unavailable = { code: 'provider_unavailable', outcome: 'unknown' } as const;
const broken = { code: 'network', outcome: 'unknown' } as const;
const limited = { code: 'rate_limited', outcome: 'rejected' } as const;

let largeBytes: Buffer | undefined;

/** Made when it is first needed, and only once: encoding ten megabytes takes longer than the rest of a test. */
function largeAnswer(): Buffer {
  largeBytes ??= Buffer.from(response(200, `{"padding":"${'x'.repeat(10 * 1024 * 1024)}"}`));
  return largeBytes;
}

/** What fails between a connector and its provider, each over a real socket. */
export const faults: Readonly<Record<string, Fault>> = {
  'a reset before the request is read': {
    behaviour: {
      connected: (socket) => {
        socket.pause();
        // An immediate reset may come before the client has the connection.
        setTimeout(() => socket.resetAndDestroy(), 50);
      },
    },
    ...broken,
  },
  'a reset after the request': {
    behaviour: { answer: (socket) => socket.resetAndDestroy() },
    ...broken,
  },
  'a connection closed after the request': {
    behaviour: { answer: (socket) => socket.end() },
    ...broken,
  },
  'a body that ends early': {
    behaviour: { answer: (socket) => socket.end(response(200, '{', { 'content-length': '500' })) },
    ...broken,
  },
  'no answer': { behaviour: {}, code: 'timeout', outcome: 'unknown' },
  'an answer that never ends': {
    behaviour: {
      answer: (socket) => {
        socket.write('HTTP/1.1 200 OK\r\ncontent-length: 1000\r\n\r\n');
        const timer = setInterval(() => socket.write('{'), 20);
        socket.on('close', () => clearInterval(timer));
      },
    },
    code: 'timeout',
    outcome: 'unknown',
  },
  'a 429 with Retry-After in seconds': {
    behaviour: answers(response(429, '{}', { 'retry-after': '7' })),
    ...limited,
    retryAfterMs: 7000,
  },
  'a 429 with Retry-After as a date': {
    behaviour: answers(response(429, '{}', { 'retry-after': 'Fri, 31 Dec 1999 23:59:59 GMT' })),
    ...limited,
    retryAfterMs: 0,
  },
  'a 500 in HTML': { behaviour: answers(response(500, html)), ...unavailable },
  'a 502 in HTML': { behaviour: answers(response(502, html)), ...unavailable },
  'a 503 without a body': { behaviour: answers(response(503, '')), ...unavailable },
  'a 200 in HTML': { behaviour: answers(response(200, html)), ...unreadable },
  'a 200 without a body': { behaviour: answers(response(200, '')), ...unreadable },
  'a 200 with an empty object': { behaviour: answers(response(200, '{}')), ...unreadable },
  'a 200 with a list': { behaviour: answers(response(200, '[]')), ...unreadable },
  'a 200 with a picture': {
    behaviour: answers(response(200, '\u0089PNG\r\n', { 'content-type': 'image/png' })),
    ...unreadable,
  },
  'a body of 10 MiB': {
    behaviour: { answer: (socket) => socket.write(largeAnswer()) },
    ...unreadable,
  },
  'an answer that is not HTTP': {
    behaviour: { answer: (socket) => socket.end('SMTP ready\r\n\r\n') },
    ...unreadable,
  },
};

/** Runs an attempt that fails in this way, with a deadline if the fault waits for one. */
export async function attemptFault(
  { code }: { readonly code: string },
  attempt: (timeoutMs: number) => Promise<DeadlineAttempt>,
): Promise<void> {
  if (code === 'timeout') return untilDeadline(attempt);
  const { check } = await attempt(30_000);
  check();
}

/** Whatever fails on the way, the outcome is right. */
export function transportFaultsGroup({ test }: KitRunner, subject: Subject): void {
  test('a refused connection is rejected', async ({ make }) => {
    await using closed = await closedPort();
    const connector = make({ baseUrl: closed.url });
    const error = await expectConnectorError(send(subject, connector));
    assert.deepEqual([error.code, error.outcome], ['network', 'rejected']);
  });

  for (const [name, fault] of Object.entries(faults)) {
    const { behaviour, code, outcome, retryAfterMs } = fault;
    test(`${name} is ${outcome}`, ({ make, openFault }) =>
      attemptFault(fault, async (timeoutMs) => {
        await using server = await openFault(behaviour);
        const connector = make({ baseUrl: server.url, timeoutMs });
        const error = await expectConnectorError(send(subject, connector));
        const check = (): void => {
          assert.deepEqual(
            [error.code, error.outcome],
            [code, outcome],
            'Leave faults to the HTTP port and HTTP statuses to classifyHttpStatus(); accept nothing that the provider does not confirm.',
          );
          assert.equal(error.retryAfterMs, retryAfterMs, 'classifyHttpStatus() reads Retry-After.');
        };
        return { hasArrived: server.requests.length > 0, check };
      }));
  }

  test('a redirect is not followed', async ({ make, openFault }) => {
    await using elsewhere = await startFaultServer(answers(response(200, '{}')));
    const headers = { location: `${elsewhere.url}/there` };
    await using server = await openFault(answers(response(307, '', headers)));
    const error = await expectConnectorError(send(subject, make({ baseUrl: server.url })));
    assert.equal(error.outcome, 'unknown');
    assert.equal(server.requests.length, 1, 'The redirect was not reached.');
    assert.equal(elsewhere.requests.length, 0, 'Another host received the credentials.');
  });
}
