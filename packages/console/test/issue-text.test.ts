import { templatesSchema, validateConfig } from '@sms-connectors/core';
import * as z from '@sms-connectors/core/zod';
import { describe, expect, test } from 'vitest';
import { filled } from '../src/functions/sentence.ts';
import { issueText } from '../src/page/issue-text.ts';
import type { Translate } from '../src/page/translate.tsx';
import { translatorOf } from './translations.ts';

const templates = [{ usageType: 'Generic', content: '{{code}}' }];

function issuesOf(field: z.core.$ZodType, value: unknown) {
  const schema = z.strictObject({ field, templates: templatesSchema });
  const validated = validateConfig(schema, { field: value, templates });
  return 'issues' in validated ? validated.issues : [];
}

test.each<[schema: z.core.$ZodType, value: unknown, french: string, portuguese: string]>([
  [z.string(), undefined, 'Obligatoire.', 'Obrigatório.'],
  [z.string(), 7, 'Doit être un texte.', 'Deve ser um texto.'],
  [z.number(), 'x', 'Doit être un nombre.', 'Deve ser um número.'],
  [z.int(), 1.5, 'Doit être un nombre entier.', 'Deve ser um número inteiro.'],
  [z.boolean(), 'x', 'Doit être true ou false.', 'Deve ser true ou false.'],
  [z.array(z.string()), 'x', 'Doit être une liste.', 'Deve ser uma lista.'],
  [z.object({}), 'x', 'Doit être un objet.', 'Deve ser um objeto.'],
  [z.record(z.string(), z.string()), 'x', 'Doit être un objet.', 'Deve ser um objeto.'],
  [z.date(), 'x', 'Doit être de type date.', 'Deve ser do tipo date.'],
  [z.enum(['a', 'b']), 'c', 'Valeurs possibles : a, b.', 'Valores possíveis: a, b.'],
  [z.string().check(z.minLength(1)), '', 'Ne doit pas être vide.', 'Não pode ficar vazio.'],
  [
    z.string().check(z.minLength(8)),
    'x',
    'Doit compter au moins 8 caractères.',
    'Deve ter pelo menos 8 caracteres.',
  ],
  [
    z.string().check(z.maxLength(2)),
    'xyz',
    'Ne doit pas dépasser 2 caractères.',
    'Deve ter no máximo 2 caracteres.',
  ],
  [
    z.string().check(z.maxLength(1)),
    'xy',
    'Ne doit pas dépasser 1 caractère.',
    'Deve ter no máximo 1 caractere.',
  ],
  [
    z.array(z.string()).check(z.maxLength(1)),
    ['x', 'y'],
    'Ne doit pas dépasser 1 élément.',
    'Deve ter no máximo 1 item.',
  ],
  [
    z.array(z.string()).check(z.minLength(2)),
    [],
    'Doit compter au moins 2 éléments.',
    'Deve ter pelo menos 2 itens.',
  ],
  [
    z.array(z.string()).check(z.maxLength(2)),
    ['x', 'y', 'z'],
    'Ne doit pas dépasser 2 éléments.',
    'Deve ter no máximo 2 itens.',
  ],
  [
    z.number().check(z.gte(5)),
    4,
    'Doit être supérieur ou égal à 5.',
    'Deve ser maior ou igual a 5.',
  ],
  [z.number().check(z.gt(5)), 5, 'Doit être supérieur à 5.', 'Deve ser maior que 5.'],
  [
    z.number().check(z.lte(5)),
    6,
    'Doit être inférieur ou égal à 5.',
    'Deve ser menor ou igual a 5.',
  ],
  [z.number().check(z.lt(5)), 5, 'Doit être inférieur à 5.', 'Deve ser menor que 5.'],
  [
    z.strictObject({ id: z.string(), name: z.optional(z.string()) }),
    { id: 'x', nme: 'x' },
    'Champ inconnu. Champs possibles : id, name.',
    'Campo desconhecido. Campos possíveis: id, name.',
  ],
  [z.url(), 'x', 'Valeur non valide.', 'Valor inválido.'],
])(
  'an issue has a text in each language, in English its message: %#',
  (schema, value, ...texts) => {
    const issues = issuesOf(schema, value);
    const textsIn = (t: Translate) => issues.map((issue) => issueText(issue, t, null));
    expect(textsIn(filled)).toEqual(issues.map(({ message }) => message));
    expect([...textsIn(translatorOf('fr')), ...textsIn(translatorOf('pt'))]).toEqual(texts);
  },
);

describe('the schema’s own message', () => {
  const message = 'Must be as {{code}}.';
  const [issue] = issuesOf(z.string(message), 7);
  const guide = { messages: { [message]: 'Doit être comme {{code}}.' } };
  const emptyGuide = {
    title: '',
    description: '',
    sections: [],
    config: [],
    example: {},
    messages: {},
  };

  test('is translated by the guide', () => {
    expect(issue).toMatchObject({ code: 'custom' });
    const text = issue && issueText(issue, translatorOf('fr'), { ...emptyGuide, ...guide });
    expect(text).toBe('Doit être comme {{code}}.');
  });

  test.each([null, emptyGuide])('stays in English without a translation', (none) => {
    expect(issue && issueText(issue, translatorOf('fr'), none)).toBe(message);
  });
});

test('a code of a newer version of core has the issue’s message', () => {
  const issue = { path: '', keys: [], parameters: {}, code: 'too_new', message: 'Too new.' };
  expect(issueText(issue, translatorOf('fr'), null)).toBe('Too new.');
});
