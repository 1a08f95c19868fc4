import type { Manifest } from '@sms-connectors/core';
import type { JsonSchema } from '@sms-connectors/core/json-schema';

/** What the page knows about a connector. */
export interface ConnectorFacts extends Pick<
  Manifest,
  'id' | 'name' | 'description' | 'docsUrl' | 'capabilities'
> {
  readonly packageName: string;
  readonly version: string;
  readonly schema: JsonSchema;
  readonly secrets: readonly (readonly string[])[];
  readonly hasEmulator: boolean;
  /** Whether the provider can check a config. */
  readonly canVerify: boolean;
  /** What every text starts with, such as a signature in brackets; often empty. */
  readonly startOfTexts: string;
}
