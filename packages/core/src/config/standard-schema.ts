/**
 * The part of a Standard Schema that the contract needs: any schema of zod, Valibot, ArkType … is one.
 * @see https://standardschema.dev
 */
export interface StandardSchema<Input = unknown, Output = Input> {
  readonly '~standard': {
    readonly version: 1;
    readonly vendor: string;
    readonly validate: (
      value: unknown,
    ) => StandardSchemaResult<Output> | Promise<StandardSchemaResult<Output>>;
    readonly types?: { readonly input: Input; readonly output: Output } | undefined;
  };
}

/** What a schema says about a value. */
export type StandardSchemaResult<Output> =
  | { readonly value: Output; readonly issues?: undefined }
  | { readonly issues: readonly { readonly message: string }[] };

/** What a schema accepts; `readonly` arrays and objects (`as const`) included. */
export type InferInput<Schema extends StandardSchema> = DeepReadonly<
  NonNullable<Schema['~standard']['types']>['input']
>;

/** A type with every member `readonly`, at every depth. */
export type DeepReadonly<Value> = Value extends readonly unknown[] | object
  ? { readonly [Key in keyof Value]: DeepReadonly<Value[Key]> }
  : Value;
