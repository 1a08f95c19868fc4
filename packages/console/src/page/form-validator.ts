import { type Schema, Validator } from '@cfworker/json-schema';
import type { RJSFSchema, ValidatorType } from '@rjsf/utils';

/**
 * Determines which branch of a union the form's data is in. It interprets the schema, because the usual
 * validator compiles it to code, which the page's content security policy blocks. It reports no problems:
 * the server validates the config with its zod schema.
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
