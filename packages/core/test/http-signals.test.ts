import { setTimeout as delay } from 'node:timers/promises';
import { describe, expect, test } from 'vitest';
import { adapters, post } from './support/adapters.ts';
import { answer, startRawServer } from './support/raw-server.ts';
import { runProgram } from './support/run-program.ts';

describe.each(adapters)('$name', ({ name, makeHttp }) => {
  test.each<[string, unknown]>([
    ['a plain object', {}],
    ['an object that looks like one', { aborted: false }],
    ['an AbortController', new AbortController()],
    ['a text', 'abort'],
    ['null', null],
  ])('sends nothing with %s as its signal, and throws nothing later', async (_, signal) => {
    await using server = await startRawServer(() => undefined);
    const uncaught: unknown[] = [];
    const onUncaught = (error: unknown): void => void uncaught.push(error);
    process.on('uncaughtException', onUncaught);
    const request = post(server.url, { timeoutMs: 50, signal: signal as AbortSignal });
    expect(await makeHttp()(request)).toEqual({ failure: 'network', sent: false });
    await delay(100);
    process.off('uncaughtException', onUncaught);
    expect(uncaught).toEqual([]);
    expect(server.requests).toEqual([]);
  });

  test('keeps nothing of a finished send on a shared signal', async () => {
    await using server = await startRawServer((socket) => answer(socket, 'ok'));
    const bytesPerSend = await runProgram(
      `
      const { ${name}Http } = await import('@sms-connectors/core/${name}');
      const http = ${name}Http();
      const { signal } = new AbortController();
      const request = { method: 'POST', url: '${server.url}', headers: {}, body: 'x', timeoutMs: 600_000, signal };
      const heapAfter = async (sends) => {
        for (let index = 0; index < sends; index += 1) await http(request);
        await new Promise((resolve) => setTimeout(resolve, 100));
        for (let round = 0; round < 3; round += 1) globalThis.gc();
        return process.memoryUsage().heapUsed;
      };
      await heapAfter(1000);
      const before = await heapAfter(1000);
      const after = await heapAfter(3000);
      process.stdout.write(JSON.stringify((after - before) / 3000));
      process.exit();
      `,
      { flags: ['--expose-gc'] },
    );
    expect(bytesPerSend).toBeLessThan(150);
  });
});
