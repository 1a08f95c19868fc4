// Makes the search index of the built site: one record for each section and each card of an error, in every language.
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { fromHtml } from 'hast-util-from-html';
import { close, createIndex } from 'pagefind';
import { buildDirectory, builtPage, locales, pagesOf, prefixOf } from './built-pages.ts';
import { recordOf, type SearchWords } from './record.ts';
import { mainOf, sectionsOf } from './sections.ts';

const { index, errors } = await createIndex();
if (index === undefined) throw new Error(errors.join('\n'));

for (const locale of locales) {
  const file = path.join(import.meta.dirname, `../generated/search-words/${locale}.json`);
  const words = JSON.parse(await readFile(file, 'utf8')) as SearchWords;
  const addresses = await pagesOf(locale);
  for (const address of addresses) {
    // Twilio Verify repeats codes of Twilio.
    const repeatsCodes = addresses.some((other) => address.startsWith(other.replace(/\/$/, '-')));
    const main = mainOf(fromHtml(await builtPage(locale, address)));
    for (const section of sectionsOf(main)) {
      const url = `${prefixOf(locale)}${address}`;
      const record = recordOf(section, { address, url, words, repeatsCodes });
      const { errors: problems } = await index.addCustomRecord({ ...record, language: locale });
      if (problems.length > 0) throw new Error(`${record.url}: ${problems.join('\n')}`);
    }
  }
}
await index.writeFiles({ outputPath: path.join(buildDirectory, 'pagefind') });
await close();
