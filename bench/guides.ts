// Measures the CPU time and memory of writing the guides of many connectors in many languages.
//   pnpm bench:guides 20 3            20 connectors in 3 languages
//   pnpm bench:guides 500 10 --held   with limited memory
import { spawnSync } from 'node:child_process';
import { stripTypeScriptTypes } from 'node:module';
import {
  cpSync,
  globSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { readProject, writeProject } from '../packages/docs/src/index.ts';

const workspace = path.resolve(import.meta.dirname, '..');
const twilio = path.join(workspace, 'packages/twilio');
const tags = ['fr', 'pt', 'es', 'de', 'it', 'nl', 'pl', 'tr', 'sv'];

const { values: options, positionals } = parseArgs({
  options: { generate: { type: 'string' }, held: { type: 'boolean', default: false } },
  allowPositionals: true,
});
if (options.generate !== undefined) {
  await generate(options.generate);
} else {
  const [connectors = 20, languages = 3] = positionals.map(Number);
  measure(connectors, languages);
}

/** Runs in a separate process, to measure only its memory. */
async function generate(root: string): Promise<void> {
  const before = process.cpuUsage();
  const started = performance.now();
  const project = await readProject(root);
  const read = performance.now();
  const { written, faults } = writeProject(project, { site: 'docs' });
  const done = performance.now();
  const { user, system } = process.cpuUsage(before);
  const figures = [
    `${written} files`,
    `${faults.length} faults`,
    `importing ${seconds(read - started)}`,
    `writing ${seconds(done - read)}`,
    `CPU ${seconds((user + system) / 1000)}`,
    `${Math.round(process.resourceUsage().maxRSS / 1024)} MB`,
  ];
  console.log(figures.join(' · '));
}

function seconds(ms: number): string {
  return `${(ms / 1000).toFixed(1)} s`;
}

function measure(connectors: number, languages: number): void {
  const root = mkdtempSync(path.join(tmpdir(), 'guides-'));
  try {
    makeProject(root, connectors, tags.slice(0, languages - 1));
    process.stdout.write(`${connectors} connectors × ${languages} languages: `);
    // V8 uses more memory than the work needs if it is available.
    const held = ['--max-semi-space-size=8', '--max-old-space-size=190'];
    const program = [import.meta.filename, '--generate', root];
    const flags = [
      '--single-threaded',
      ...(options.held ? held : []),
      '--conditions=@sms-connectors/source',
      ...program,
    ];
    const { status } = spawnSync(process.execPath, flags, { stdio: 'inherit' });
    if (status !== 0) process.exitCode = 1;
  } finally {
    rmSync(root, { recursive: true });
  }
}

/** Copies Twilio's connector and guide under many names, so that no two share sentences. */
function makeProject(root: string, connectors: number, languages: readonly string[]): void {
  writeFileSync(
    path.join(root, 'package.json'),
    '{ "private": true, "workspaces": ["packages/*"] }',
  );
  mkdirSync(path.join(root, 'node_modules/@sms-connectors'), { recursive: true });
  symlinkSync(
    path.join(workspace, 'packages/core'),
    path.join(root, 'node_modules/@sms-connectors/core'),
  );
  const shared = path.join(workspace, 'packages/docs/locales');
  mkdirSync(path.join(root, 'locales'));
  // The generator brings some languages.
  const brought = globSync('*.po', { cwd: shared });
  for (const tag of languages.filter((each) => !brought.includes(`${each}.po`))) {
    cpSync(path.join(shared, 'fr.po'), path.join(root, `locales/${tag}.po`));
  }
  for (let index = 0; index < connectors; index += 1) {
    const name = `Acme${index}`;
    const rename = (text: string) =>
      text.replaceAll('Twilio', name).replaceAll('twilio', name.toLowerCase());
    const folder = path.join(root, 'packages', name.toLowerCase());
    mkdirSync(path.join(folder, 'src'), { recursive: true });
    mkdirSync(path.join(folder, 'guide'));
    const copy = (from: string, to: string, change = rename): void => {
      const text = readFileSync(path.join(twilio, from), 'utf8');
      writeFileSync(path.join(folder, to), change(text));
    };
    // Compile it as a published package, to measure the guides and not TypeScript.
    const build = (source: string) =>
      rename(stripTypeScriptTypes(source)).replaceAll(/(from '\.\/[\w-]+)\.ts'/g, "$1.js'");
    copy('package.json', 'package.json', (text) =>
      rename(text).replaceAll(/src\/(\w+)\.ts/g, 'src/$1.js'),
    );
    for (const file of globSync('src/*.ts', { cwd: twilio })) {
      copy(file, file.replace(/\.ts$/, '.js'), build);
    }
    copy('guide/guide.md', 'guide/guide.md');
    for (const tag of languages) copy(`guide/${tag === 'pt' ? 'pt' : 'fr'}.po`, `guide/${tag}.po`);
  }
}
