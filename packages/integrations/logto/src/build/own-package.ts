import { readFileSync } from 'node:fs';

const { homepage, peerDependencies } = JSON.parse(
  readFileSync(new URL('../../package.json', import.meta.url), 'utf8'),
) as {
  readonly homepage: string;
  readonly peerDependencies: Readonly<Record<string, string>>;
};

/** What connector packages find in Logto, with the versions that they work with. */
export const platformPackages: Readonly<Record<string, string>> = {
  ...peerDependencies,
  // Logto has zod 3; a project that builds may have another.
  zod: '^3.24.3',
};

/** The page that describes this package. */
export const ownHomepage = homepage;
