import { templateProblems } from '@sms-connectors/core';
import { expect, test } from 'vitest';
import { filled } from '../src/functions/sentence.ts';
import { templateProblemText } from '../src/page/template-problem-text.ts';
import { translatorOf } from './translations.ts';

test.each<[template: object, french: string, portuguese: string]>([
  [
    { content: '{code}' },
    'Écrivez {{code}} au lieu de {code}, qui n’est pas remplacé.',
    'Escreva {{code}} em vez de {code}, que não é substituído.',
  ],
  [
    { content: 'x' },
    'Il manque {{code}}. Ajoutez cette variable, ou cochez withoutCode si le message n’a besoin ni d’un code ni d’un lien.',
    'Falta {{code}}. Adicione-o ou marque withoutCode se a mensagem não precisa nem de código nem de link.',
  ],
  [
    { templateId: 't-1', parameters: [] },
    'Aucun paramètre n’a pour valeur {{code}}. Indiquez-la, ou cochez withoutCode si le message n’a besoin ni d’un code ni d’un lien.',
    'Nenhum parâmetro tem o valor {{code}}. Indique-o ou marque withoutCode se a mensagem não precisa nem de código nem de link.',
  ],
])(
  'a template’s problem has a text in each language, in English its message: %j',
  (template, ...texts) => {
    const problems = templateProblems(template);
    const textsIn = (t: typeof filled) =>
      problems.map((problem) => templateProblemText(problem, t));
    expect(textsIn(filled)).toEqual(problems.map(({ message }) => message));
    expect([...textsIn(translatorOf('fr')), ...textsIn(translatorOf('pt'))]).toEqual(texts);
  },
);

test('a code of a newer version of core has the problem’s message', () => {
  const problem = { code: 'too_new', parameters: { placeholder: '{{code}}' }, message: 'Too new.' };
  expect(templateProblemText(problem, translatorOf('fr'))).toBe('Too new.');
});
