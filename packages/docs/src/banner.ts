export const bannerEnd = 'by the docs generator. Edit that file instead.';

/** What a generated file says first: where its words come from in its own language. */
export function banner(source: string, catalogue: string | undefined): string {
  const sources = catalogue === undefined ? source : `${catalogue}, which translates ${source},`;
  return `Made from ${sources} ${bannerEnd}`;
}
