import type { Manifest } from '@sms-connectors/core';
import type { RJSFSchema } from '@rjsf/utils';

/** What the page knows about a connector. */
export interface ConnectorFacts extends Pick<
  Manifest,
  'id' | 'name' | 'description' | 'docsUrl' | 'capabilities'
> {
  readonly packageName: string;
  readonly version: string;
  readonly schema: RJSFSchema;
  readonly secrets: readonly (readonly string[])[];
  readonly hasEmulator: boolean;
  /** Whether the provider can check a config. */
  readonly canVerify: boolean;
}
