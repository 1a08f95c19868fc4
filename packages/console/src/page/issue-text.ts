import type { ConfigIssue, ConfigIssueCode } from '@sms-connectors/core';
import type { Guide } from '../functions/guide.ts';
import { sentence } from '../functions/sentence.ts';
import type { Translate } from './translate.tsx';

/**
 * What is wrong, in the user's language. The guide translates the schema's own messages, the catalogues translate
 * everything else. In English it is the issue's message.
 */
export function issueText(
  { code, parameters, message }: ConfigIssue,
  t: Translate,
  guide: Guide | null,
): string {
  const english = sentences[code]?.(parameters);
  return english === undefined
    ? (guide?.messages?.[message] ?? t(message))
    : t(english, parameters);
}

type SentenceOf = (parameters: ConfigIssue['parameters']) => string;

// A code of a newer version of core has no sentence here.
const sentences: Readonly<Partial<Record<string, SentenceOf>>> = {
  required: () => sentence('Required.'),
  invalid_type: ({ expected = '' }) => typeSentences[expected] ?? sentence('Must be a {expected}.'),
  not_one_of: () => sentence('Must be one of {values}.'),
  too_short: ({ limit, unit }) =>
    limit === 1
      ? sentence('Must not be empty.')
      : unit === 'entries'
        ? sentence('Must have at least {limit} entries.')
        : sentence('Must have at least {limit} characters.'),
  too_long: ({ limit, unit }) => {
    if (unit === 'entries') {
      return limit === 1
        ? sentence('Must have at most 1 entry.')
        : sentence('Must have at most {limit} entries.');
    }
    return limit === 1
      ? sentence('Must have at most 1 character.')
      : sentence('Must have at most {limit} characters.');
  },
  too_small: ({ inclusive }) =>
    inclusive === true
      ? sentence('Must be at least {limit}.')
      : sentence('Must be more than {limit}.'),
  too_big: ({ inclusive }) =>
    inclusive === true
      ? sentence('Must be at most {limit}.')
      : sentence('Must be less than {limit}.'),
  unknown_field: () => sentence('Unknown field. The fields here are {fields}.'),
  invalid: () => sentence('Not valid.'),
  unreadable: () => sentence('Could not be read.'),
  more: ({ more }) =>
    more === 1 ? sentence('And 1 more problem.') : sentence('And {more} more problems.'),
} satisfies Record<Exclude<ConfigIssueCode, 'custom'>, SentenceOf>;

const typeSentences: Readonly<Partial<Record<string, string>>> = {
  string: sentence('Must be a text.'),
  number: sentence('Must be a number.'),
  int: sentence('Must be a whole number.'),
  boolean: sentence('Must be true or false.'),
  array: sentence('Must be a list.'),
  object: sentence('Must be an object.'),
  record: sentence('Must be an object.'),
};
