import { spawn } from 'node:child_process';
import { once } from 'node:events';
import path from 'node:path';
import { text } from 'node:stream/consumers';
import { expect, test } from 'vitest';

test('the kit runs with node:test', async () => {
  const program = path.join(import.meta.dirname, 'acme/node-test-program.ts');
  const flags = ['--conditions=@sms-connectors/source', '--test-reporter=tap'];
  const child = spawn(process.execPath, [...flags, program], { stdio: ['ignore', 'pipe', 'pipe'] });
  const [output, errors, [code]] = await Promise.all([
    text(child.stdout),
    text(child.stderr),
    once(child, 'close') as Promise<[number | null]>,
  ]);
  expect(output).not.toMatch(/^ *not ok/m);
  expect(Number(/^# pass (\d+)$/m.exec(output)?.[1])).toBeGreaterThan(80);
  expect({ errors, code }).toEqual({ errors: '', code: 0 });
});
