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
await bundleSources(room, dist);
rmSync(vendor, { recursive: true, force: true });
const bundled = [
  // All languages: a config's problems are told in our own words.
  ...(await bundleLibrary(['zod', 'zod-json-schema'], /^\.\.\/locales\/index\.js$/, vendor)),
  // HTTP/2, a cache of answers, a cache of names, compressed answers: options that the adapter never sets.
  ...(await bundleLibrary(
    ['got'],
    /^(node:http2|cacheable-request|keyv|\.\/utils\/(http2-client|dns-cache|decompress-response)\.js)$/,
    vendor,
  )),
];
writeLicenses(bundled, path.join(vendor, 'LICENSES.md'));
copyZodTypes(vendor);
