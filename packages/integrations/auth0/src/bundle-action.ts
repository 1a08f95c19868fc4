export interface BundleOptions {
  /** Where the connector is installed; by default the current folder. */
  readonly folder?: string | undefined;
  /** Further conditions by which packages are resolved. */
  readonly conditions?: readonly string[] | undefined;
}

/**
 * Writes an Action with one connector as a single CommonJS file, which sends with `fetch` and reads the config from the
 * secret `SMS_CONFIG`. `connector` is an ID such as `twilio`, or the name of a package that exports `connector`.
 * Needs esbuild.
 */
export async function bundleAction(
  connector: string,
  { folder = process.cwd(), conditions = [] }: BundleOptions = {},
): Promise<string> {
  const { build } = await import('esbuild');
  const { outputFiles } = await build({
    stdin: { contents: entryFor(packageOf(connector)), resolveDir: folder },
    bundle: true,
    write: false,
    minify: true,
    // As Auth0 runs Actions.
    format: 'cjs',
    target: 'node22',
    platform: 'neutral',
    mainFields: ['module', 'main'],
    // Runtimes with this condition get `fetch`; got is larger than Auth0 allows.
    conditions: ['workerd', ...conditions],
    external: ['node:*'],
    logLevel: 'silent',
  });
  return outputFiles[0]?.text ?? '';
}

function packageOf(connector: string): string {
  return connector.includes('/') ? connector : `@sms-connectors/${connector}`;
}

function entryFor(name: string): string {
  return `
    import { phoneActionFromSecret } from '@sms-connectors/auth0';
    import { connector } from ${JSON.stringify(name)};
    const onError = (error) => console.error(error.code, error.outcome);
    export const onExecuteCustomPhoneProvider = phoneActionFromSecret(connector, { onError });
  `;
}
