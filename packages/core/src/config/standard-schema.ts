/**
 * The part of a Standard Schema that the contract needs: any schema of zod, Valibot, ArkType … is one.
 * @see https://standardschema.dev
 */
export interface StandardSchema<Input = unknown, Output = Input> {
  readonly '~standard': {
    readonly version: 1;
    readonly vendor: string;
    readonly validate: (value: unknown) => StandardResult<Output> | Promise<StandardResult<Output>>;
    readonly types?: { readonly input: Input; readonly output: Output } | undefined;
  };
}

type StandardResult<Output> =
  | { readonly value: Output; readonly issues?: undefined }
  | { readonly issues: readonly { readonly message: string }[] };

/** What a schema accepts; `readonly` arrays and objects (`as const`) included. */
export type InferInput<Schema extends StandardSchema> = DeepReadonly<
  NonNullable<Schema['~standard']['types']>['input']
>;

type DeepReadonly<Value> = Value extends readonly unknown[] | object
  ? { readonly [Key in keyof Value]: DeepReadonly<Value[Key]> }
  : Value;
