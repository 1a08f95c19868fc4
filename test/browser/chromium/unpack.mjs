// Unpacks Chromium, the libraries that it needs and a font into the folder of temporary files, which is where the
// package puts them. Plain JavaScript, because its package is unknown to the types of the repository.
import { mkdirSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { inflate } from '@sparticuz/chromium';

const { resolve } = createRequire(import.meta.url);
const archives = path.join(path.dirname(resolve('@sparticuz/chromium')), '../bin');
mkdirSync(tmpdir(), { recursive: true });
for (const name of ['chromium.br', 'al2023.tar.br', 'fonts.tar.br']) {
  await inflate(path.join(archives, name));
}
