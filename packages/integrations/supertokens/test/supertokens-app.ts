import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { createAdaptorServer } from '@hono/node-server';
import type { AdapterOptions, ConnectorError, Sender } from '@sms-connectors/core';
import { smsPasswordless } from '@sms-connectors/supertokens';
import { init } from 'supertokens-node';
import { handleAuthAPIRequest } from 'supertokens-node/custom';
import { init as passwordless } from 'supertokens-node/recipe/passwordless';
import { init as session } from 'supertokens-node/recipe/session';

export const codeLifetimeMs = 900_000;

/**
 * Answers as the core does, with one code.
 * @see https://app.swaggerhub.com/apis/supertokens/CDI
 */
async function startCore() {
  const device = { deviceId: 'device-1', preAuthSessionId: 'session-1' };
  const code = { codeId: 'code-1', timeCreated: Date.now(), codeLifetime: codeLifetimeMs };
  const devices = [
    { ...device, failedCodeInputAttemptCount: 0, phoneNumber: '+33612345678', codes: [code] },
  ];
  const answers: Readonly<Record<string, object>> = {
    'GET /apiversion': { versions: ['5.4'] },
    'GET /public/users/by-accountinfo': { status: 'OK', users: [] },
    'GET /public/recipe/multitenancy/tenant/v2': {
      status: 'OK',
      tenantId: 'public',
      thirdParty: { providers: [] },
      coreConfig: {},
    },
    'GET /public/recipe/signinup/codes': { status: 'OK', devices },
    'POST /public/recipe/signinup/code': {
      status: 'OK',
      ...device,
      ...code,
      userInputCode: '314159',
      linkCode: 'link-code',
    },
  };
  const server = createServer((request, response) => {
    const path = new URL(request.url ?? '', 'http://core').pathname;
    const answer = answers[`${request.method} ${path}`];
    response.writeHead(answer === undefined ? 404 : 200, { 'content-type': 'application/json' });
    response.end(JSON.stringify(answer ?? { unknown: `${request.method} ${path}` }));
  });
  return listen(server);
}

async function listen(server: ReturnType<typeof createServer>) {
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  return { url, close: () => (server.close(), server.closeAllConnections()) };
}

/** The real SDK over HTTP, once in a process; `use` changes what it sends with. */
export async function startApp() {
  const core = await startCore();
  const errors: ConnectorError[] = [];
  let options: AdapterOptions = {
    sender: { id: 'none', send: () => Promise.reject(new Error('no sender')) },
  };
  init({
    supertokens: { connectionURI: core.url },
    appInfo: {
      appName: 'Shop',
      apiDomain: 'http://localhost:3001',
      websiteDomain: 'http://localhost:3000',
    },
    recipeList: [
      session(),
      passwordless({
        contactMethod: 'PHONE',
        flowType: 'USER_INPUT_CODE_AND_MAGIC_LINK',
        ...smsPasswordless(options),
        smsDelivery: {
          service: {
            // That of the moment.
            sendSms: (request) => smsPasswordless(options).smsDelivery.service.sendSms(request),
          },
        },
      }),
    ],
    telemetry: false,
  });
  const server = createAdaptorServer({ fetch: handleAuthAPIRequest() });
  const app = await listen(server as ReturnType<typeof createServer>);
  return {
    errors,
    use: (sender: Sender, more: Omit<AdapterOptions, 'sender'> = {}) => {
      options = { sender, onError: (error) => void errors.push(error), ...more };
    },
    post: async (path: string, body: object, language = 'en') => {
      const response = await fetch(`${app.url}/auth${path}`, {
        method: 'POST',
        headers: { 'content-type': 'application/json', 'accept-language': language },
        body: JSON.stringify(body),
      });
      const text = await response.text();
      return {
        status: response.status,
        text,
        body: text === '' ? {} : (JSON.parse(text) as Record<string, unknown>),
      };
    },
    close: () => {
      app.close();
      core.close();
    },
  };
}
