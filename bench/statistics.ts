/** Returns the value below which the given share of the samples is. */
export function quantile(samples: readonly number[], share: number): number {
  const sorted = samples.toSorted((a, b) => a - b);
  const place = (sorted.length - 1) * share;
  const below = sorted[Math.floor(place)] ?? Number.NaN;
  const above = sorted[Math.ceil(place)] ?? Number.NaN;
  return below + (above - below) * (place % 1);
}

export function median(samples: readonly number[]): number {
  return quantile(samples, 0.5);
}

/** Returns the ratio of two interleaved series: the median over the rounds, so that a slow round affects both. */
export function ratio(ours: readonly number[], theirs: readonly number[]): number {
  return ours.length === theirs.length
    ? median(ours.map((value, round) => value / (theirs[round] ?? Number.NaN)))
    : median(ours) / median(theirs);
}

/** Rounds samples to three significant digits for storage. */
export function rounded(samples: readonly number[]): number[] {
  return samples.map((value) => Number(value.toPrecision(4)));
}
