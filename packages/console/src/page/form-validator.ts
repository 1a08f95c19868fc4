import { type Schema, Validator } from '@cfworker/json-schema';
import type { RJSFSchema, ValidatorType } from '@rjsf/utils';

/**
 * Tells the form which branch of a union its data is in. It interprets the schema, where the usual
 * validator compiles it to code that the page's content security policy refuses. What is wrong with a
 * config is said by its zod schema alone, on the server.
 */
export const formValidator: ValidatorType = {
  isValid: (schema, formData, rootSchema) => accepts(withDefinitions(schema, rootSchema), formData),
  rawValidation: () => ({ errors: [] }),
  validateFormData: () => ({ errors: [], errorSchema: {} }),
};

function accepts(schema: RJSFSchema, value: unknown): boolean {
  return new Validator(schema as Schema, '2020-12').validate(value).valid;
}

function withDefinitions(schema: RJSFSchema, { $defs }: RJSFSchema): RJSFSchema {
  return $defs === undefined ? schema : { ...schema, $defs };
}
