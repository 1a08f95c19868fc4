/** What a package may weigh. Going over one is a choice: make it here, where a review sees it. */
export interface Budget {
  /** The tarball, in kilobytes: what a download costs. */
  readonly tarball: number;
  /** `node_modules` after installing the package alone, in kilobytes. */
  readonly installed: number;
  /** The packages that are then in it. */
  readonly packages: number;
}

/** A connector needs no row of its own. */
export const connectorBudget: Budget = { tarball: 100, installed: 9_400, packages: 28 };

export const budgets: Readonly<Record<string, Budget>> = {
  // The page is bundled whole: its libraries are nobody's dependencies.
  console: { tarball: 600, installed: 14_000, packages: 45 },
  core: { tarball: 125, installed: 9_200, packages: 27 },
  docs: { tarball: 130, installed: 15_500, packages: 160 },
};
