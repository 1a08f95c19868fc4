import { mkdir, mkdtemp, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';

const packages = path.resolve(import.meta.dirname, '../..');

export interface TestProject {
  readonly directory: string;
  readonly draftDirectory: string;
  readonly [Symbol.asyncDispose]: () => Promise<void>;
}

/** Creates a user's project with the given connectors installed. */
export async function testProject(...connectors: readonly string[]): Promise<TestProject> {
  const home = await mkdtemp(path.join(tmpdir(), 'sms-connectors-'));
  const directory = path.join(home, 'project');
  const scope = path.join(directory, 'node_modules/@sms-connectors');
  await mkdir(scope, { recursive: true });
  for (const name of connectors) {
    await symlink(path.join(packages, name), path.join(scope, name), 'junction');
  }
  const names = connectors.map((name) => [`@sms-connectors/${name}`, '*']);
  const manifest = { name: 'project', dependencies: Object.fromEntries(names) };
  await writeFile(path.join(directory, 'package.json'), JSON.stringify(manifest));
  return {
    directory,
    draftDirectory: path.join(home, 'drafts'),
    [Symbol.asyncDispose]: () =>
      // A draft may still be being written.
      rm(home, { recursive: true, force: true, maxRetries: 5, retryDelay: 100 }),
  };
}

/** A config that both Twilio's connector and its emulator accept. */
export const twilioConfig = {
  accountSID: `AC${'0'.repeat(32)}`,
  authToken: 'emulated-auth-token',
  fromMessagingServiceSID: `MG${'0'.repeat(32)}`,
  templates: [
    { usageType: 'Generic', content: 'Your code is {{code}}.' },
    { usageType: 'SignIn', content: 'Your sign-in code is {{code}}.' },
  ],
} as const;

/** For commands: nothing of the account or the proxies of whoever runs the tests. */
export const cleanEnvironment: NodeJS.ProcessEnv = {
  PATH: process.env['PATH'],
  NO_COLOR: '1',
  NODE_COMPILE_CACHE: process.env['NODE_COMPILE_CACHE'],
};
