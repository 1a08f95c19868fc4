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

  test('bumps the version of a changed package and updates its changelog', () => {
    expect(core?.manifest.version).not.toBe('0.0.0');
    const changelog = readFileSync(path.join(core?.folder ?? '', 'CHANGELOG.md'), 'utf8');
    expect(changelog).toContain(`## ${core?.manifest.version}`);
    expect(changelog).toContain(newsForUsers);
  });

  // Below 0.1.0, a caret range matches no newer version. A changeset with `minor` gives a new package 0.1.0.
  test('publishes no package below 0.1.0', () => {
    const versions = packages.map(({ manifest }) => manifest.version);
    expect(versions.filter((version) => version.startsWith('0.0.'))).toEqual([]);
  });

  test('consumes the changesets', async () => {
    expect(await run('ls', ['.changeset'], { cwd: repository })).toBe('config.json\n');
  });

  test('leaves the repository formatted', async () => {
    const tracked = (await gitIn(repository)('ls-files')).split('\n').filter(Boolean);
    const check = ['--check', '--no-error-on-unmatched-pattern', ...tracked];
    const outcome = await attempt(rootTool('oxfmt'), check, { cwd: repository });
    expect(outcome).toMatchObject({ code: 0 });
  });
});

describe('publishing', () => {
  test('if killed in the middle, has published some packages and tagged nothing', () => {
    expect(stored(runs.killed.uploads)).not.toEqual([]);
    expect(stored(runs.again.uploads)).toContain('@sms-connectors/twilio');
    expect(runs.killed.tags).toEqual([]);
  });

  test('if run again, completes the release', () => {
    expect(runs.again.tags.toSorted()).toEqual(tags.toSorted());
    const all = [...stored(runs.killed.uploads), ...stored(runs.again.uploads)];
    expect(all.toSorted()).toEqual(names.toSorted());
  });

  test('publishes nothing twice; if run once more, adds a missing tag', () => {
    const uploads = [...runs.killed.uploads, ...runs.again.uploads, ...runs.onceMore.uploads];
    expect(uploads.map(({ name }) => name).toSorted()).toEqual(names.toSorted());
    expect(runs.onceMore).toEqual({ uploads: [], tags: runs.again.tags });
  });

  test('publishes packages after their dependencies', () => {
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
