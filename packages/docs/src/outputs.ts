/** Which of the three kinds of file something is for. */
export type Target = 'readme' | 'site' | 'json';

/** One generated file. */
export interface Output {
  readonly target: Target;
  readonly locale: string;
  /** `readme` and `json`: from the root. `site`: from the folder of the language's pages. */
  readonly path: string;
  readonly content: string;
  /** The English page it comes from, and the catalogue of its language, both from the root. */
  readonly source: string;
  readonly catalogue?: string;
}
