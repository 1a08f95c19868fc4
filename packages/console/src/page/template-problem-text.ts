import type { TemplateProblem, TemplateProblemCode } from '@sms-connectors/core';
import { sentence } from '../functions/sentence.ts';
import type { Translate } from './translate.tsx';

/** Why a template loses the code or the link, in the user's language. In English it is the problem's message. */
export function templateProblemText(
  { code, parameters, message }: TemplateProblem,
  t: Translate,
): string {
  // A code of a newer version of core has no sentence here.
  const english = Object.entries(sentences).find(([known]) => known === code)?.[1];
  return english === undefined ? message : t(english, parameters);
}

const sentences = {
  misspelt_placeholder: sentence(
    'Write {placeholder} instead of {written}, which is not filled in.',
  ),
  no_placeholder: sentence(
    'Has no {placeholder}. Add it, or set withoutCode if the message needs neither a code nor a link.',
  ),
  no_parameter: sentence(
    'No parameter has the value {placeholder}. Set it, or set withoutCode if the message needs neither a code nor a link.',
  ),
} as const satisfies Readonly<Record<TemplateProblemCode, string>>;
