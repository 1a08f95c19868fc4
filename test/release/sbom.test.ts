import { readFileSync } from 'node:fs';
import path from 'node:path';
import { beforeAll, describe, expect, inject, test } from 'vitest';
import { createConsumer, installWithNpm } from './consumer.ts';
import { run } from './run.ts';

const release = inject('release');
const consumer = createConsumer(release, 'sbom', ['@sms-connectors/twilio']);
let sbom: Sbom;

beforeAll(async () => {
  await installWithNpm(consumer);
  const args = ['sbom', '--sbom-format', 'cyclonedx'];
  const output = await run('npm', args, { cwd: consumer.folder, env: consumer.env });
  sbom = JSON.parse(output) as Sbom;
});

// Audits find only libraries that are installed as their own packages (docs/decisions/0007).
describe('the SBOM of an application that installs one connector', () => {
  test.each(['got', 'zod'])('has %s, in the version that is loaded', (name) => {
    const manifest = path.join(consumer.folder, 'node_modules', name, 'package.json');
    const { version } = JSON.parse(readFileSync(manifest, 'utf8')) as { readonly version: string };
    const found = sbom.components.filter((component) => component.name === name);
    expect(found).toMatchObject([{ version, purl: `pkg:npm/${name}@${version}` }]);
  });

  test('says that core depends on them', () => {
    const core = sbom.components.find(({ name }) => name === '@sms-connectors/core');
    const { dependsOn = [] } = sbom.dependencies.find(({ ref }) => ref === core?.['bom-ref']) ?? {};
    const names = dependsOn.map(
      (wanted) => sbom.components.find((component) => component['bom-ref'] === wanted)?.name,
    );
    expect(new Set(names)).toEqual(new Set(['got', 'zod']));
  });
});

/** The fields of CycloneDX that this test reads: https://cyclonedx.org/docs/1.5/json/ */
interface Sbom {
  readonly components: readonly {
    readonly 'bom-ref': string;
    readonly name: string;
    readonly version: string;
    readonly purl: string;
  }[];
  readonly dependencies: readonly { readonly ref: string; readonly dependsOn: readonly string[] }[];
}
