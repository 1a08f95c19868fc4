/** The three kinds of generated files. */
export type Target = 'readme' | 'site' | 'json';

/** One generated file. */
export interface Output {
  readonly target: Target;
  readonly locale: string;
  /** `readme` and `json`: relative to the root. `site`: relative to the folder of the language's pages. */
  readonly path: string;
  readonly content: string;
  /** The English page it comes from, and the catalogue of its language, both relative to the root. */
  readonly source: string;
  readonly catalogue?: string;
}
