import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { assertSupportedNode, oldestNode } from '../src/connector/supported-node.ts';

test.each(['18.20.8', '20.20.2', '22.9.0', '22.11.1'])('Node %s is too old', (node) => {
  expect(() => assertSupportedNode({ node })).toThrow(
    `@sms-connectors/core needs Node 22.12 or newer; this is Node ${node}.`,
  );
});

test.each([
  { node: '22.12.0' },
  { node: '24.0.0' },
  { node: '100.0.0' },
  { node: '22.6.0', bun: '1.2.0' },
  { node: '20.11.1', deno: '2.0.0' },
  {},
])('%j runs', (versions) => {
  expect(() => assertSupportedNode(versions)).not.toThrow();
});

test('the oldest Node is the one that the package asks for', () => {
  const manifest = readFileSync(new URL('../package.json', import.meta.url), 'utf8');
  expect(JSON.parse(manifest)).toMatchObject({ engines: { node: `>=${oldestNode}` } });
});
