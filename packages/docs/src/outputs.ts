/**
 * The kinds of generated files. `markdown` and `json` are the guides that packages publish, `schema` describes the JSON,
 * `module` is TypeScript in core.
 */
export type Target = 'readme' | 'site' | 'markdown' | 'json' | 'schema' | 'logo' | 'module';

/** One generated file. */
export interface Output {
  readonly target: Target;
  readonly locale: string;
  /** Relative to the root; for `site`, relative to the folder of the language's pages. */
  readonly path: string;
  readonly content: string;
  /** The English page it comes from, and the catalogue of its language, both relative to the root. */
  readonly source: string;
  readonly catalogue?: string;
}
