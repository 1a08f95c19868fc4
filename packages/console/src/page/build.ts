import { fileURLToPath } from 'node:url';
import react from '@vitejs/plugin-react';
import PO from 'pofile';
import { build, type Plugin } from 'vite';

/** Builds the page into a directory. */
export async function buildPage(
  outDir = fileURLToPath(new URL('../../dist/page', import.meta.url)),
): Promise<void> {
  // Whoever calls, tests too, gets the page that is shipped.
  process.env['NODE_ENV'] = 'production';
  await build({
    configFile: false,
    root: fileURLToPath(new URL('.', import.meta.url)),
    logLevel: 'warn',
    plugins: [react(), catalogues()],
    resolve: { conditions: ['@sms-connectors/source', 'browser', 'module', 'default'] },
    build: {
      outDir,
      emptyOutDir: true,
      // Browsers that know light-dark(), which older targets would rewrite into something that Mantine breaks.
      target: ['chrome123', 'firefox128', 'safari17.5'],
      modulePreload: { polyfill: false },
      assetsInlineLimit: 0,
      license: { fileName: 'third-party-licences.md' },
      chunkSizeWarningLimit: 2000,
    },
  });
}

/** Gives `import catalogue from './fr.po'` the translations, by their English. */
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

if (import.meta.main) {
  console.log('Building the console’s page …');
  await buildPage();
}
