import { parseTemplate } from '@sms-connectors/core';
import * as z from '@sms-connectors/core/zod';
import {
  closestPlaceholder,
  isPlaceholder,
  namesIn,
  placeholderNames,
  type PlacedText,
} from './placeholders.ts';
import { requestPlaceholders, requestTexts } from './request-texts.ts';

type Config = Readonly<Record<string, unknown>>;

/** What is wrong with the placeholders of a request; each problem has words of its own, so that pages translate them. */
export const placeholderChecks: readonly z.core.$ZodCheck<Config>[] = [
  everywhere(
    'A placeholder is malformed. Write placeholders as {{to}}.',
    ({ text }) => 'problem' in parseTemplate(text),
  ),
  ...placeholderNames.map((right) =>
    everywhere(`There is no such placeholder. You probably mean {{${right}}}.`, ({ text }) =>
      unknownNames(text).some((name) => closestPlaceholder(name) === right),
    ),
  ),
  everywhere(
    `There is no such placeholder. There are ${[...placeholderNames, 'payload.<name>', 'secrets.<name>'].map((name) => `{{${name}}}`).join(', ')}.`,
    ({ text }) => unknownNames(text).some((name) => closestPlaceholder(name) === undefined),
  ),
  everywhere('There is no such secret. Add it to secrets.', ({ text }, { secrets }) =>
    namesIn(text).some(
      (name) => name.startsWith('secrets.') && !Object.hasOwn(Object(secrets), name.slice(8)),
    ),
  ),
  everywhere(
    'This looks like a credential. Put it into secrets, and write {{secrets.<name>}} here.',
    ({ keys, text }) => isCredential(keys) && text !== '' && namesIn(text).length === 0,
  ),
  atField(
    'body',
    'Nothing in the request carries the code. Add {{text}} or {{payload.code}}.',
    (config) => {
      const names = [...requestPlaceholders(config)];
      return (
        requestTexts(config).length > 0 &&
        !names.some((name) => name === 'text' || name.startsWith('payload'))
      );
    },
  ),
  atField(
    'templates',
    'Required: the request contains {{text}} or {{templateId}}.',
    (config) =>
      config['templates'] === undefined &&
      ['text', 'templateId'].some((name) => requestPlaceholders(config).has(name)),
  ),
  atField(
    'templates',
    'Every template needs an id: the request contains {{templateId}}.',
    (config) =>
      Array.isArray(config['templates']) &&
      requestPlaceholders(config).has('templateId') &&
      config['templates'].some((template) => Object(template).id === undefined),
  ),
];

function unknownNames(text: string): readonly string[] {
  return namesIn(text).filter((name) => !isPlaceholder(name));
}

// The values of headers are secrets already.
function isCredential([field, ...names]: PlacedText['keys']): boolean {
  return (
    field !== 'headers' &&
    /(key|token|secret|password|passwd|pwd|sid)$/i.test(String(names.findLast(isName) ?? ''))
  );
}

function isName(key: string | number): boolean {
  return typeof key === 'string';
}

/** Reports every text of the request that has a problem, at its place. */
function everywhere(
  message: string,
  isWrong: (placed: PlacedText, config: Config) => boolean,
): z.core.$ZodCheck<Config> {
  return whenObject(message, (config) =>
    requestTexts(config)
      .filter((placed) => isWrong(placed, config))
      .map(({ keys }) => keys),
  );
}

function atField(
  field: string,
  message: string,
  isWrong: (config: Config) => boolean,
): z.core.$ZodCheck<Config> {
  return whenObject(message, (config) => (isWrong(config) ? [[field]] : []));
}

// It also runs if other fields are wrong, so that all problems are reported at once.
function whenObject(
  message: string,
  places: (config: Config) => readonly PlacedText['keys'][],
): z.core.$ZodCheck<Config> {
  const check = z.check<Config>(
    ({ value, issues }) => {
      for (const path of places(value)) {
        issues.push({
          code: 'custom',
          path: [...path],
          input: value,
          inst: check,
          continue: true,
        });
      }
    },
    { error: message, when: ({ value }) => typeof value === 'object' && value !== null },
  );
  return check;
}
