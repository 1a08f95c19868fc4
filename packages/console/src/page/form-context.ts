import type { JsonSchema } from '@sms-connectors/core/json-schema';
import { createContext, use } from 'react';
import type { Describe } from './field-descriptions.tsx';

interface FormContext {
  /** Has the definitions that schemas refer to. */
  readonly root: JsonSchema;
  readonly describe: Describe;
  readonly problems: readonly { readonly keys: readonly PropertyKey[]; readonly text: string }[];
}

const Context = createContext<FormContext | undefined>(undefined);
export const FormProvider = Context.Provider;

export function useForm(): FormContext {
  const form = use(Context);
  if (form === undefined) throw new Error('A field needs a form around it.');
  return form;
}

/** What is wrong with the value at `keys`, or with a part of it if that is not shown by itself. */
export function problemsAt(
  { problems }: Pick<FormContext, 'problems'>,
  keys: readonly PropertyKey[],
  withParts: boolean,
): string | undefined {
  const texts = problems
    .filter(
      (each) =>
        keys.every((key, at) => each.keys[at] === key) &&
        (withParts || each.keys.length === keys.length),
    )
    .map(({ text }) => text);
  return texts.length === 0 ? undefined : [...new Set(texts)].join(' ');
}
