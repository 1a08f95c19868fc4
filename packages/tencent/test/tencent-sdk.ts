import { readFileSync } from 'node:fs';
import { Agent } from 'node:http';
import { createRequire } from 'node:module';
import type signModule from 'tencentcloud-sdk-nodejs-common/tencentcloud/common/sign.js';
import { sms } from 'tencentcloud-sdk-nodejs-sms';

const require = createRequire(import.meta.url);

/** Tencent Cloud's own signer, which is CommonJS. */
export const { default: sdkSigner } =
  require('tencentcloud-sdk-nodejs-common/tencentcloud/common/sign.js') as typeof signModule;

const { Client } = sms.v20210111;
export type Credential = NonNullable<ConstructorParameters<typeof Client>[0]>['credential'];

/** Tencent Cloud's own client, connected to a server on loopback. */
export function sdkClient(url: string, credential: Credential) {
  return new Client({
    credential,
    region: 'ap-guangzhou',
    profile: {
      httpProfile: {
        // The SDK signs for the service that its endpoint begins with. Here it is the user name of the URL.
        endpoint: `sms.@${new URL(url).host}`,
        protocol: 'http://',
        // Otherwise, it uses the proxy of the environment.
        agent: new Agent(),
      },
    },
  });
}

const models = readFileSync(
  require
    .resolve('tencentcloud-sdk-nodejs-sms')
    .replace('index.js', 'services/sms/v20210111/sms_models.d.ts'),
  'utf8',
);

/** The members of an interface of the SDK, and which of them are required. */
export function membersOfModel(name: string) {
  const [, body = ''] =
    new RegExp(`^export interface ${name} \\{\\n([\\s\\S]*?)^\\}`, 'm').exec(models) ?? [];
  const members = Array.from(body.matchAll(/^ {4}(\w+)(\??): /gm));
  return {
    all: members.map(([, member = '']) => member),
    required: members.filter(([, , mark]) => mark === '').map(([, member = '']) => member),
  };
}
