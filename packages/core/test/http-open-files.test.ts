import { describe, expect, test } from 'vitest';
import { answer, startRawServer } from './support/raw-server.ts';
import { runProgram } from './support/run-program.ts';

// Windows has no such limit to set.
describe.skipIf(process.platform === 'win32').each(['got', 'undici', 'fetch'])('%s', (name) => {
  test('sends nothing if no file descriptor is free for a connection', async () => {
    await using server = await startRawServer((socket) => answer(socket, 'ok'));
    const result = await runProgram(
      `
      import { openSync, closeSync } from 'node:fs';
      const { ${name}Http } = await import('@sms-connectors/core/${name}');
      const request = { method: 'POST', url: '${server.url}', headers: {}, body: 'x', timeoutMs: 5000 };
      // Loads everything that the sends need.
      await ${name}Http()(request);
      const files = [];
      try {
        for (;;) files.push(openSync('/dev/null'));
      } catch {}
      // Over a name of its own, so that no kept connection serves.
      const url = request.url.replace('127.0.0.1', '127.0.0.2');
      const result = await ${name}Http()({ ...request, url });
      for (const file of files) closeSync(file);
      process.stdout.write(JSON.stringify(result));
      process.exit();
      `,
      { maxFiles: 100 },
    );
    expect(result).toEqual({ failure: 'network', sent: false, reason: 'EMFILE' });
    expect(server.requests).toHaveLength(1);
  });
});
