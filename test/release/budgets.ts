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
export const connectorBudget: Budget = { tarball: 80, installed: 13_800, packages: 28 };

export const budgets: Readonly<Record<string, Budget>> = {
  core: { tarball: 120, installed: 13_600, packages: 27 },
  docs: { tarball: 140, installed: 20_000, packages: 160 },
};
