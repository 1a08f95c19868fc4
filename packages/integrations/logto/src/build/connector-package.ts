import { readFile } from 'node:fs/promises';
import path from 'node:path';
import type { InstalledConnector } from '@sms-connectors/core/discovery';
import { bundle, ownEntry } from './bundle.ts';
import { ownHomepage, platformPackages } from './own-package.ts';
import { planLogo } from './plan-logo.ts';

/** The files of a package that Logto's loader accepts, by their path in it. */
export interface ConnectorPackage {
  /** The name of its folder: Logto's command line needs one that begins with `connector-`. */
  readonly folder: string;
  readonly files: Readonly<Record<string, string>>;
}

export interface ConnectorPackageOptions {
  /** Where the provider's API is, for an emulator. */
  readonly baseUrl?: string | undefined;
}

/** A package for Logto that sends with one connector. */
export async function connectorPackage(
  { factory, packageName, version, homepage, folder, entry }: InstalledConnector,
  { baseUrl }: ConnectorPackageOptions = {},
): Promise<ConnectorPackage> {
  const { id, name, description } = factory.manifest;
  const program = [
    `import { connector } from ${JSON.stringify(entry)};`,
    `import { logtoConnector } from ${JSON.stringify(ownEntry())};`,
    `export default logtoConnector(connector, ${JSON.stringify({ baseUrl })});`,
  ];
  return {
    folder: folderOf(id),
    files: {
      'package.json': packageFile(id, version, description),
      'lib/index.js': await bundle(program.join('\n')),
      'logo.svg': await logoOf(folder),
      'README.md': readme(name, description, [
        `[Set up ${name}](${homepage}): the account, the fields, and what errors mean`,
        aboutLogto,
        `Made from ${packageName} ${version}`,
      ]),
    },
  };
}

/** A package for Logto that sends with several connectors, as a delivery plan in its config says. */
export async function planPackage(
  connectors: readonly InstalledConnector[],
): Promise<ConnectorPackage> {
  const description = 'Sends verification codes by SMS with several providers.';
  const program = [
    ...connectors.map(
      ({ entry }, index) =>
        `import { connector as connector${index} } from ${JSON.stringify(entry)};`,
    ),
    `import { logtoPlanConnector } from ${JSON.stringify(ownEntry())};`,
    `export default logtoPlanConnector([${connectors.map((_, index) => `connector${index}`).join(', ')}]);`,
  ];
  const providers = connectors.map(
    ({ factory, homepage, packageName, version }) =>
      `[Set up ${factory.manifest.name}](${homepage}), made from ${packageName} ${version}`,
  );
  return {
    folder: folderOf('plan'),
    files: {
      'package.json': packageFile('plan', '1.0.0', description),
      'lib/index.js': await bundle(program.join('\n')),
      'logo.svg': planLogo,
      'README.md': readme('SMS delivery plan', description, [...providers, aboutLogto]),
    },
  };
}

function folderOf(id: string): string {
  return `connector-logto-${id}`;
}

function packageFile(id: string, version: string, description: string): string {
  const file = {
    name: `@sms-connectors/${folderOf(id)}`,
    version,
    private: true,
    description,
    type: 'module',
    main: './lib/index.js',
    exports: './lib/index.js',
    files: ['lib', 'logo.svg'],
    dependencies: platformPackages,
  };
  return `${JSON.stringify(file, null, 2)}\n`;
}

/** The logo of the provider, or that of a plan if the package has none. */
async function logoOf(folder: string): Promise<string> {
  return readFile(path.join(folder, 'guide/logo.svg'), 'utf8').catch(() => planLogo);
}

const aboutLogto = `[The connectors in Logto](${ownHomepage}): the config, and what people see`;

/** What Logto's Console shows beside the form. */
function readme(title: string, description: string, links: readonly string[]): string {
  const list = links.map((link) => `- ${link}\n`).join('');
  return `# ${title}\n\n${description}\n\n${list}`;
}
