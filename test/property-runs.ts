/** How often a property is tried: `FAST_CHECK_RUNS` if it is set, so that a long search needs no change. */
export function runs(usually: number): { readonly numRuns: number } {
  const given = Number(process.env['FAST_CHECK_RUNS']);
  return { numRuns: given > 0 ? given : usually };
}
