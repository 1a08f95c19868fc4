import { readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, inject, test } from 'vitest';
import { publishedPackages } from './packages.ts';
import { gitIn } from './repository.ts';
import { attempt, cleanEnvironment, rootTool, run } from './run.ts';
import { newsForUsers } from './setup.ts';

const { repository, registry, env, runs } = inject('release');
const packages = publishedPackages(repository);
const names = packages.map(({ name }) => name);
const tags = packages.map(({ name, manifest }) => `${name}@${manifest.version}`);
const stored = (uploads: (typeof runs)['killed']['uploads']) =>
  uploads.filter(({ status }) => status === 201).map(({ name }) => name);

describe('versioning', () => {
  const core = packages.find(({ id }) => id === 'core');

  test('gives a changed package its new version, and its users the news', () => {
    expect(core?.manifest.version).not.toBe('0.0.0');
    const changelog = readFileSync(path.join(core?.folder ?? '', 'CHANGELOG.md'), 'utf8');
    expect(changelog).toContain(`## ${core?.manifest.version}`);
    expect(changelog).toContain(newsForUsers);
  });

  // Below, a caret takes no newer version at all. A changeset with `minor` gives a new package 0.1.0.
  test('takes no package to npm below 0.1.0', () => {
    const versions = packages.map(({ manifest }) => manifest.version);
    expect(versions.filter((version) => version.startsWith('0.0.'))).toEqual([]);
  });

  test('uses the changesets up', async () => {
    expect(await run('ls', ['.changeset'], { cwd: repository })).toBe('config.json\n');
  });

  test('leaves a repository that is formatted', async () => {
    const tracked = (await gitIn(repository)('ls-files')).split('\n').filter(Boolean);
    const check = ['--check', '--no-error-on-unmatched-pattern', ...tracked];
    const outcome = await attempt(rootTool('oxfmt'), check, { cwd: repository });
    expect(outcome).toMatchObject({ code: 0 });
  });
});

describe('publishing', () => {
  test('was killed in the middle: something is stored, something is not, nothing is tagged', () => {
    expect(stored(runs.killed.uploads)).not.toEqual([]);
    expect(stored(runs.again.uploads)).toContain('@sms-connectors/twilio');
    expect(runs.killed.tags).toEqual([]);
  });

  test('run again, completes the release', () => {
    expect(runs.again.tags.toSorted()).toEqual(tags.toSorted());
    const all = [...stored(runs.killed.uploads), ...stored(runs.again.uploads)];
    expect(all.toSorted()).toEqual(names.toSorted());
  });

  test('publishes nothing twice; run once more, makes up for a missing tag', () => {
    const uploads = [...runs.killed.uploads, ...runs.again.uploads, ...runs.onceMore.uploads];
    expect(uploads.map(({ name }) => name).toSorted()).toEqual(names.toSorted());
    expect(runs.onceMore).toEqual({ uploads: [], tags: runs.again.tags });
  });

  test('publishes a package after those it depends on', () => {
    const order = [...stored(runs.killed.uploads), ...stored(runs.again.uploads)];
    for (const { name, manifest } of packages) {
      const ours = Object.keys(manifest.dependencies ?? {}).filter((one) => names.includes(one));
      for (const dependency of ours) {
        expect(order.indexOf(dependency)).toBeLessThan(order.indexOf(name));
      }
    }
  });

  test.each(packages)('$name is on the registry as it was packed', async ({ name, manifest }) => {
    const view = ['view', name, '--json', '--registry', registry];
    const published = JSON.parse(await run('npm', view, { env: cleanEnvironment(env) })) as object;
    expect(published).toMatchObject({
      version: manifest.version,
      license: 'MIT',
      'dist-tags': { latest: manifest.version },
    });
    expect(JSON.stringify(published)).not.toMatch(/"(workspace|catalog):/);
  });
});
