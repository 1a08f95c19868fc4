// The quantile of the normal distribution for 99.9 %.
const z = 3.0902;

/**
 * The highest rate that is plausible after so many successes in so many trials, with a certainty of 99.9 %:
 * https://en.wikipedia.org/wiki/Binomial_proportion_confidence_interval#Wilson_score_interval
 */
export function wilsonUpperBound(successes: number, trials: number): number {
  if (trials === 0) return 1;
  const rate = successes / trials;
  const center = rate + z ** 2 / (2 * trials);
  const margin = z * Math.sqrt((rate * (1 - rate)) / trials + z ** 2 / (4 * trials ** 2));
  return Math.min(1, (center + margin) / (1 + z ** 2 / trials));
}
