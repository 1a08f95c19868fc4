import { randomBytes } from 'node:crypto';
import type { GatewayConfig } from '../config/gateway-schema.ts';
import { newKey, scopes } from '../http/api-keys.ts';

/** A gateway without a config: nothing is sent, and the key is good until the process ends. */
export function trialConfig(): { readonly config: GatewayConfig; readonly key: string } {
  const { key, sha256 } = newKey();
  const templates = (['Generic', 'SignIn', 'Register', 'ForgotPassword'] as const).map(
    (usageType) => ({ usageType, content: 'Your code is {{code}}.' }),
  );
  return {
    key,
    config: {
      connectors: { mock: { templates } },
      keys: [{ name: 'trial', sha256, scopes: [...scopes] }],
      secret: randomBytes(32).toString('base64url'),
      verify: {},
    },
  };
}

/** What the terminal shows at the first start. */
export function trialWords(url: string, key: string): string {
  const post = (path: string, body: object): string =>
    [
      `  curl ${url}${path} \\`,
      `    -H 'Authorization: Bearer ${key}' \\`,
      `    -H 'Content-Type: application/json' \\`,
      `    -d '${JSON.stringify(body)}'`,
    ].join('\n');
  return `
There is no config, so this is a trial: messages are shown here, and none is sent.

Send a message:

${post('/send', { to: '+33612345678', usageType: 'SignIn', payload: { code: '123456' } })}

Start a verification, then check its code at /verify/check:

${post('/verify/start', { to: '+33612345678', usageType: 'SignIn' })}

The key is good until the gateway ends. All routes: ${url}/openapi.json
`;
}
