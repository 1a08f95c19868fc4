// Packs every published package, installs the tarballs in an empty project and sends with them, on the Node that runs
// this file. CI runs it on each system and version. It is JavaScript, because old versions of Node do not strip types.
import { strict as assert } from 'node:assert';
import { execSync } from 'node:child_process';
import { cpSync, globSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';

const root = path.resolve(import.meta.dirname, '../..');
const folder = mkdtempSync(path.join(tmpdir(), 'sms-connectors-packed-'));
const shell = (command, cwd = root) =>
  execSync(command, { cwd, encoding: 'utf8', stdio: ['ignore', 'pipe', 'inherit'] });

shell('npx --yes pnpm@12 run build');
for (const manifest of globSync('packages/{*,integrations/*}/package.json', { cwd: root })) {
  const packageFolder = path.dirname(path.join(root, manifest));
  const { private: isPrivate } = JSON.parse(readFileSync(path.join(root, manifest), 'utf8'));
  if (isPrivate !== true)
    shell(`npx --yes pnpm@12 pack --pack-destination "${folder}"`, packageFolder);
}
const tarballs = globSync('*.tgz', { cwd: folder });
assert.notEqual(tarballs.length, 0);

cpSync(path.join(import.meta.dirname, 'consumer/send.mjs'), path.join(folder, 'send.mjs'));
writeFileSync(path.join(folder, 'package.json'), '{ "private": true }');
shell(`npm install --no-audit --no-fund ${tarballs.map((name) => `./${name}`).join(' ')}`, folder);
const { runtime, inTwilio } = JSON.parse(shell(`"${process.execPath}" send.mjs`, folder));
rmSync(folder, { recursive: true });

const [major] = process.versions.node.split('.');
assert.equal(runtime, `Node.js/${major}`);
assert.equal(inTwilio.text, 'Your sign-in code is 314159.');
console.log(`${tarballs.join(', ')} send on ${runtime}, ${process.platform}`);
