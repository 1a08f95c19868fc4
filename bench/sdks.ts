// Compares what the SDK of each provider installs with what its connector installs.
//   pnpm bench:sdks
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { installationIn, installInto, pack } from './install.ts';
import { writePages } from './pages.ts';
import { table, whole } from './table.ts';

interface Compared {
  readonly sdk: string;
  readonly version: string;
  /** The packages of this workspace that the provider's connector installs, besides core. */
  readonly own: readonly string[];
}

const all: readonly Compared[] = [
  { sdk: '@alicloud/dysmsapi20170525', version: '4.6.0', own: ['aliyun'] },
  { sdk: '@aws-sdk/client-pinpoint-sms-voice-v2', version: '3.1138.0', own: ['aws'] },
  { sdk: '@aws-sdk/client-sns', version: '3.1169.0', own: ['aws', 'sns'] },
  { sdk: '@azure/communication-sms', version: '1.1.0', own: ['azure'] },
  { sdk: '@getbrevo/brevo', version: '6.0.3', own: ['brevo'] },
  { sdk: '@infobip-api/sdk', version: '0.3.2', own: ['infobip'] },
  { sdk: '@sinch/sdk-core', version: '1.4.0', own: ['sinch'] },
  { sdk: '@vonage/server-sdk', version: '3.30.1', own: ['vonage'] },
  { sdk: 'messagebird', version: '4.0.1', own: ['messagebird'] },
  { sdk: 'plivo', version: '4.79.0', own: ['plivo'] },
  { sdk: 'telnyx', version: '7.24.0', own: ['telnyx'] },
  { sdk: 'tencentcloud-sdk-nodejs-sms', version: '4.1.306', own: ['tencent'] },
  { sdk: 'twilio', version: '6.3.1', own: ['twilio'] },
];

type Dependencies = Readonly<Record<string, string>>;

const folder = mkdtempSync(path.join(tmpdir(), 'bench-sdks-'));
const names = new Set(['core', ...all.flatMap(({ own }) => own)]);
const tarballs = pack([...names]);

const rows = all.map(({ sdk, version, own }) =>
  rowOf(`\`${sdk}\``, { [sdk]: version }, ownOf(['core', ...own])),
);
const total = rowOf(
  'All of them',
  Object.fromEntries(all.map(({ sdk, version }) => [sdk, version])),
  ownOf([...names]),
);
rmSync(folder, { recursive: true });

const head = ['SDK', 'SDK, MB', 'Packages', 'Connector, MB', 'Packages'];
writeFileSync(
  path.join(import.meta.dirname, 'results/sdks.md'),
  `${table([head, ...rows, total])}\n`,
);
writePages();
console.log(table([head, ...rows, total]));

function ownOf(own: readonly string[]): Dependencies {
  return Object.fromEntries(
    own.map((name) => [`@sms-connectors/${name}`, `file:${tarballs[name] ?? ''}`]),
  );
}

function rowOf(title: string, sdk: Dependencies, connector: Dependencies): readonly string[] {
  const cells = [sdk, connector].flatMap((dependencies) => {
    const { megabytes, packages } = sizeOf(dependencies);
    return [megabytes < 0.5 ? '< 1' : whole(megabytes), whole(packages)];
  });
  console.error(`  ${title}: ${cells.join(', ')}`);
  return [title, ...cells];
}

function sizeOf(dependencies: Dependencies): ReturnType<typeof installationIn> {
  const into = path.join(folder, 'installed');
  installInto(into, JSON.stringify({ private: true, dependencies }));
  return installationIn(into);
}
