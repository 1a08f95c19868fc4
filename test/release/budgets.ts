/** What a package may weigh. Going over one is a choice: make it here, where a review sees it. */
export interface Budget {
  /** The tarball, in kilobytes: what a download costs. */
  readonly tarball: number;
  /** `node_modules` after installing the package alone, in kilobytes. */
  readonly installed: number;
  /** The packages that are then in it. */
  readonly packages: number;
}

// got comes as 21 packages of 1.8 MB, and zod has 6.1 MB: docs/decisions/0007.

/** A connector needs no row of its own. */
export const connectorBudget: Budget = { tarball: 100, installed: 10_000, packages: 25 };

export const budgets: Readonly<Record<string, Budget>> = {
  // The page is bundled whole: its libraries are nobody's dependencies.
  console: { tarball: 600, installed: 13_000, packages: 41 },
  core: { tarball: 220, installed: 9_500, packages: 23 },
  'create-sms-connector': { tarball: 100, installed: 10_000, packages: 29 },
  docs: { tarball: 130, installed: 16_000, packages: 166 },
};
