export const bannerEnd = 'by the docs generator. Edit that file instead.';

/** Returns the first line of a generated file, which names its sources. */
export function banner(source: string, catalogue: string | undefined): string {
  const sources = catalogue === undefined ? source : `${catalogue}, which translates ${source},`;
  return `Made from ${sources} ${bannerEnd}`;
}
