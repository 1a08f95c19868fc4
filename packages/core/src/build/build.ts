// Makes `dist` of what is imported at run time; the declarations are the compiler's. The reasons and the numbers:
// docs/decisions/0005.
import { rmSync } from 'node:fs';
import path from 'node:path';
import { bundleLibrary } from './bundle-library.ts';
import { bundleSources } from './bundle-sources.ts';
import { writeLicenses } from './licenses.ts';
import { copyZodTypes } from './zod-types.ts';

const room = path.resolve(import.meta.dirname, '../..');
const dist = path.join(room, 'dist');
const vendor = path.join(dist, 'vendor');

rmSync(path.join(dist, 'shared'), { recursive: true, force: true });
rmSync(vendor, { recursive: true, force: true });
const modules = [
  ...(await bundleSources(room, dist)),
  ...(await bundleLibrary(
    {
      entries: ['zod', 'zod-json-schema'],
      // All languages: a config's problems are told in our own words.
      unused: ['../locales/index.js'],
      platform: 'neutral',
    },
    vendor,
  )),
  ...(await bundleLibrary(
    {
      entries: ['got'],
      // Options that the adapter never sets, and channels on which got tells each URL to whoever listens.
      unused: [
        'node:http2',
        './utils/http2-client.js',
        'cacheable-request',
        './utils/dns-cache.js',
        './utils/decompress-response.js',
        './diagnostics-channel.js',
      ],
      platform: 'node',
    },
    vendor,
  )),
];
writeLicenses(modules, path.join(vendor, 'LICENSES.md'));
copyZodTypes(vendor);
