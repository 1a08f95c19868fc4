import { cpSync, globSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

const entries = path.resolve(import.meta.dirname, '../vendor');

/** zod's own declarations, so that types need no zod beside them. */
export function copyZodTypes(vendor: string): void {
  const zod = path.resolve(fileURLToPath(import.meta.resolve('zod/mini')), '../..');
  for (const file of globSync('v4/{core,mini}/*.d.ts', { cwd: zod })) {
    cpSync(path.join(zod, file), path.join(vendor, 'zod', path.relative('v4', file)));
  }
  for (const name of ['zod', 'zod-json-schema']) {
    const entry = readFileSync(path.join(entries, `${name}.ts`), 'utf8')
      .replaceAll(`'zod/mini'`, `'./zod/mini/index.js'`)
      .replaceAll(`'zod/v4/core'`, `'./zod/core/index.js'`);
    writeFileSync(path.join(vendor, `${name}.d.ts`), entry);
  }
  mkdirSync(path.join(vendor, 'zod/locales'));
  writeFileSync(path.join(vendor, 'zod/locales/index.d.ts'), 'export {};\n');
}
