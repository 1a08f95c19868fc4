/** Size limits of a package. To exceed one, change it here, so that reviewers see it. */
export interface Budget {
  /** The size of the tarball, in kilobytes. */
  readonly tarball: number;
  /** The size of `node_modules` after installing only the package, in kilobytes. */
  readonly installed: number;
  /** The number of packages in it. */
  readonly packages: number;
}

// got comes as 21 packages of 1.8 MB, and zod has 6.1 MB: docs/decisions/0007.

/** The budget of packages without their own row, such as connectors. Half of a tarball is the guide in each language. */
export const connectorBudget: Budget = { tarball: 130, installed: 10_500, packages: 25 };

export const budgets: Readonly<Record<string, Budget>> = {
  // The page's libraries are bundled, not dependencies. Half of what is installed is libphonenumber-js.
  console: { tarball: 700, installed: 25_500, packages: 45 },
  // The conformance kit with its emulators is a third of it, and each module comes with its source and maps.
  core: { tarball: 340, installed: 9_500, packages: 23 },
  'create-sms-connector': { tarball: 100, installed: 10_000, packages: 29 },
  // The sections that all guides include, and their catalogues, are 60 kB before compression.
  docs: { tarball: 200, installed: 16_000, packages: 166 },
  // The policies with libphonenumber-js are 40% of it; BullMQ, OpenTelemetry and undici are most of the rest.
  gateway: { tarball: 130, installed: 53_000, packages: 64 },
  // The bundler is 22 MB of it, and the policies with libphonenumber-js 21 MB.
  logto: { tarball: 130, installed: 45_000, packages: 36 },
  // Half of it is libphonenumber-js, with the numbering plans in every form.
  policies: { tarball: 130, installed: 21_000, packages: 28 },
  // BullMQ with its client of Redis is half of it.
  queue: { tarball: 130, installed: 22_000, packages: 34 },
  // It signs requests with the package of the other AWS connector.
  sns: { tarball: 130, installed: 10_500, packages: 26 },
  // It takes the policies with it, which say of which country a number is.
  verify: { tarball: 130, installed: 22_500, packages: 31 },
};
