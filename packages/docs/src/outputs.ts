/** The kinds of generated files. A module is TypeScript in core. */
export type Target = 'readme' | 'site' | 'json' | 'module';

/** One generated file. */
export interface Output {
  readonly target: Target;
  readonly locale: string;
  /** `readme`, `json` and `module`: relative to the root. `site`: relative to the folder of the language's pages. */
  readonly path: string;
  readonly content: string;
  /** The English page it comes from, and the catalogue of its language, both relative to the root. */
  readonly source: string;
  readonly catalogue?: string;
}
