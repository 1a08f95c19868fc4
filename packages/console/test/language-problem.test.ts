import { expect, test } from 'vitest';
import { languageProblem } from '../src/command/language-problem.ts';

test.each(['fr', 'pt-BR', 'fr_FR.UTF-8', 'zh-Hant-TW', 'FR', 'tlh', 'sr@latin'])(
  '%s names a language',
  (tag) => expect(languageProblem(tag, [])).toBeUndefined(),
);

test.each([
  ['french', [], / Did you mean fr\?$/],
  ['Portuguese', [], / Did you mean pt\?$/],
  ['p', ['fr', 'pt'], / Did you mean pt\?$/],
  ['xx', [], /^xx is not a language tag, such as fr or pt-BR\.$/],
  ['', [], /^ is not a language tag/],
])('%s does not', (tag, offered, problem) => {
  expect(languageProblem(tag, offered)).toMatch(problem);
});
