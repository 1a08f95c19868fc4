export const bannerEnd = 'by the docs generator. Edit that file instead.';

/** What a generated file says first. */
export function banner(source: string): string {
  return `Made from ${source} ${bannerEnd}`;
}
