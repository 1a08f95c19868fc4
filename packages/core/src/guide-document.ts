import type { Capabilities, FailedOutcome, Open } from './contract.ts';
import type { ProviderErrorMeaning } from './errors/provider-error-table.ts';

/**
 * A connector's guide in one language, as its package publishes it in `guide/<language>.json`. An imported file has this
 * type. `@sms-connectors/core/guide.schema.json` is its JSON Schema.
 */
export interface GuideDocument {
  /** The version of this format: 1. It changes only if a program that reads the old one would fail. */
  readonly format: number;
  /** The connector's id, such as `twilio`. */
  readonly id: string;
  /** The provider's name, such as `Twilio`. */
  readonly name: string;
  /** The npm package, such as `@sms-connectors/twilio`. */
  readonly package: string;
  /** The language, as a BCP 47 tag. */
  readonly locale: string;
  /**
   * The web address of the docs site in this language, without a slash at the end; empty if it is not known. Links to
   * other pages of the site begin with it, so replace it to link to your own pages.
   */
  readonly siteUrl: string;
  /** The guide's path on the docs site, such as `/integrations/twilio`. */
  readonly slug: string;
  readonly title: string;
  /** One sentence. */
  readonly description: string;
  /** The provider's own documentation. */
  readonly docsUrl: string;
  /** SVG. */
  readonly logo: string;
  /** `false` if some of its sentences are in English because nobody has translated them yet. */
  readonly isTranslated: boolean;
  readonly capabilities: AsImported<Capabilities>;
  /** The text before the first heading comes first, without a title. */
  readonly sections: readonly GuideSection[];
  /** The config's fields, then those of each named object in it. */
  readonly config: readonly GuideConfigTable[];
  /** A valid config with a template for every usage type. */
  readonly example: unknown;
  /** The schema's error messages: English to this language. */
  readonly messages: Readonly<Record<string, string>>;
  /** What the provider's error codes mean. */
  readonly errors: readonly GuideError[];
}

export interface GuideSection {
  /** The anchor, which is the same in every language. Links to it are `#` and the anchor. */
  readonly id: string;
  /** The level of its heading, from 2; 1 for the text before the first heading. */
  readonly level: number;
  /** Text. */
  readonly title: string;
  readonly html: string;
}

/** The fields of the config, or of a named object in it. */
export interface GuideConfigTable {
  /** Absent for the config itself. */
  readonly type?: string | undefined;
  readonly fields: readonly GuideConfigField[];
}

/** A field of a config, as described by its schema. */
export interface GuideConfigField {
  readonly name: string;
  /** `string`, `boolean`, `Template[]` … */
  readonly type: string;
  readonly required: boolean;
  readonly default?: unknown;
  /** HTML. */
  readonly description: string;
  /** Whether its value must be hidden. */
  readonly secret: boolean;
  /** The allowed values, if it has a fixed set. */
  readonly values?: readonly string[] | undefined;
}

export interface GuideError {
  /** The provider's codes, each with the page that describes it. */
  readonly causes: readonly { readonly cause: string; readonly docsUrl?: string | undefined }[];
  /** The error code, or `accepted` if the message was accepted after all. */
  readonly code: Open<ProviderErrorMeaning>;
  readonly outcome?: Open<FailedOutcome> | undefined;
  readonly retryable: boolean;
  /** HTML, as `advice` is. */
  readonly meaning: string;
  readonly advice: string;
}

/** A type as TypeScript sees it in an imported JSON file, where a fixed set of strings is any string. */
export type AsImported<Type> = Type extends string
  ? Open<Type>
  : Type extends object
    ? { readonly [Key in keyof Type]: AsImported<Type[Key]> }
    : Type;
