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
export const connectorBudget: Budget = { tarball: 100, installed: 2_000, packages: 3 };

export const budgets: Readonly<Record<string, Budget>> = {
  // The page is bundled whole: its libraries are nobody's dependencies.
  console: { tarball: 600, installed: 12_000, packages: 20 },
  core: { tarball: 260, installed: 1_600, packages: 1 },
  'create-sms-connector': { tarball: 100, installed: 2_000, packages: 7 },
  docs: { tarball: 130, installed: 14_000, packages: 145 },
};
