import { writeFile } from 'node:fs/promises';
import { bundleAction, type BundleOptions } from './bundle-action.ts';

const usage = `Usage: sms-auth0-action <connector> <file>

Writes an Auth0 Action with one connector, such as twilio, into one file to paste.
Needs the packages of the connector and esbuild: npm install @sms-connectors/twilio esbuild
`;

// https://auth0.com/docs/customize/actions/limitations
const longestBytes = 100_000;
const instead = 'Add the packages to the dependencies of the Action instead: see the guide.';

/** Runs the command line and returns its exit code: 0 success, 1 not written, 2 invalid usage. */
export async function runCommand(
  args: readonly string[],
  options?: BundleOptions,
): Promise<number> {
  const [connector, file, ...rest] = args;
  if (connector === undefined || file === undefined || rest.length > 0) {
    process.stderr.write(usage);
    return 2;
  }
  try {
    const action = await bundleAction(connector, options);
    const bytes = Buffer.byteLength(action);
    if (bytes > longestBytes) {
      process.stderr.write(
        `${kilobytes(bytes)} are more than the 100 kB that Auth0 allows. ${instead}\n`,
      );
      return 1;
    }
    await writeFile(file, action);
    process.stdout.write(`${file}: ${kilobytes(bytes)} of the 100 kB that Auth0 allows.\n`);
    return 0;
  } catch (error) {
    process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
    return 1;
  }
}

function kilobytes(bytes: number): string {
  return `${Math.ceil(bytes / 1000)} kB`;
}
