import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import react from '@vitejs/plugin-react';
import PO from 'pofile';
import { build, type Plugin } from 'vite';

/** Builds the page into a directory. */
export async function buildPage(
  outDir = fileURLToPath(new URL('../../dist/page', import.meta.url)),
): Promise<void> {
  // Tests also get the page as it is shipped.
  process.env['NODE_ENV'] = 'production';
  await build({
    configFile: false,
    root: fileURLToPath(new URL('.', import.meta.url)),
    logLevel: 'warn',
    plugins: [react(), catalogues(), fontLicences()],
    resolve: { conditions: ['@sms-connectors/source', 'browser', 'module', 'default'] },
    build: {
      outDir,
      emptyOutDir: true,
      // These browsers support light-dark(). For older targets, Vite rewrites it in a way that breaks Mantine.
      target: ['chrome123', 'firefox128', 'safari17.5'],
      modulePreload: { polyfill: false },
      assetsInlineLimit: 0,
      license: { fileName: 'third-party-licences.md' },
      chunkSizeWarningLimit: 2000,
    },
  });
}

/** Makes `import catalogue from './fr.po'` return an object that maps English to translations. */
function catalogues(): Plugin {
  return {
    name: 'catalogues',
    transform: {
      filter: { id: /\.po$/ },
      handler: (source) => {
        const entries = PO.parse(source)
          .items.filter(({ obsolete, msgstr }) => !obsolete && msgstr[0] !== '')
          .map(({ msgid, msgstr }) => [msgid, msgstr[0]]);
        return {
          code: `export default ${JSON.stringify(Object.fromEntries(entries))};`,
          moduleType: 'js',
        };
      },
    },
  };
}

/** Adds the licences of the fonts, which are not code and so not in the list of the bundler. */
function fontLicences(): Plugin {
  const { resolve } = createRequire(import.meta.url);
  const families = ['bricolage-grotesque', 'instrument-sans', 'jetbrains-mono'];
  return {
    name: 'font-licences',
    generateBundle() {
      const texts = families.map((family) => {
        const folder = path.dirname(resolve(`@fontsource-variable/${family}/package.json`));
        return readFileSync(path.join(folder, 'LICENSE'), 'utf8');
      });
      this.emitFile({ type: 'asset', fileName: 'font-licences.txt', source: texts.join('\n\n') });
    },
  };
}

if (import.meta.main) {
  console.log('Building the console’s page …');
  await buildPage();
}
