// Unpacks Chromium, its libraries and a font into the temporary folder, as the package requires. It is JavaScript,
// because the repository does not have the types of the package.
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
