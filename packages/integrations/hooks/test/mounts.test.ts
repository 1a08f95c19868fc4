import { createServer } from 'node:http';
import { getRequestListener, serve } from '@hono/node-server';
import { mock } from '@sms-connectors/mock';
import { supabase } from '@sms-connectors/hooks/supabase';
import express from 'express';
import fastify from 'fastify';
import { createApp, createRouter, defineEventHandler, toNodeListener, toWebRequest } from 'h3';
import { Hono } from 'hono';
import { Webhook } from 'standardwebhooks';
import { expect, test } from 'vitest';
import { served, type ServedHook } from './serve-hook.ts';

const key = btoa('a key of the tests, 32 bytes lon');
const path = '/hooks/supabase';

type Handle = (request: Request) => Promise<Response>;

/** As the page “Connect an auth platform” mounts the handler; a signature covers the bytes as they came. */
const mounts: Readonly<Record<string, (handle: Handle) => Promise<ServedHook>>> = {
  'Node alone': async (handle) => served(createServer(getRequestListener(handle)).listen(0)),
  '@hono/node-server': async (handle) => served(serve({ fetch: handle, port: 0 })),
  'Express, before the parser of bodies': async (handle) => {
    const app = express();
    app.post(path, getRequestListener(handle));
    app.use(express.json());
    return served(app.listen(0));
  },
  Fastify: async (handle) => {
    const app = fastify();
    await app.register(async (hooks) => {
      hooks.removeAllContentTypeParsers();
      hooks.addContentTypeParser('*', { parseAs: 'buffer' }, (_request, body, done) =>
        done(null, body),
      );
      hooks.post(path, async ({ headers, body, url, host }, reply) =>
        reply.send(
          await handle(
            new Request(new URL(url, `http://${host}`), {
              method: 'POST',
              headers: headers as Record<string, string>,
              body: body as BodyInit,
            }),
          ),
        ),
      );
    });
    await app.listen({ port: 0 });
    return served(app.server);
  },
  Hono: async (handle) => {
    const app = new Hono();
    app.post(path, ({ req }) => handle(req.raw));
    return served(serve({ fetch: app.fetch, port: 0 }));
  },
  // Nuxt 3 and 4 run Nitro 2, whose server is h3 1.
  'a server route of Nuxt': async (handle) => {
    // server/routes/hooks/supabase.post.ts
    const route = defineEventHandler((event) => handle(toWebRequest(event)));
    const app = createApp().use(createRouter().post(path, route));
    return served(createServer(toNodeListener(app)).listen(0));
  },
  'a route handler of Next.js': async (handle) => {
    // app/hooks/supabase/route.ts
    const route = { POST: handle };
    const fetch: Handle = (request) => route[request.method as 'POST'](request);
    return served(serve({ fetch, port: 0 }));
  },
};

test.each(Object.entries(mounts))(
  'mounted in %s, a hook is believed and sends',
  async (_, mount) => {
    const sender = mock({
      templates: [{ usageType: 'Register', content: 'Your code is {{code}}.' }],
    });
    const refused: string[] = [];
    const handle = supabase({
      secret: `v1,whsec_${key}`,
      sender,
      onRefused: (reason) => refused.push(reason),
    });
    await using hook = await mount(handle);
    // Spaces and letters that another writer of JSON would change.
    const text = `{ "user": { "id": "u-1", "name": "Zoé \\u00e9" }, "sms": { "otp": "904172",  "phone": "33612345678" } }`;
    const at = new Date();
    const headers = {
      'content-type': 'application/json',
      'webhook-id': 'msg_1',
      'webhook-timestamp': String(Math.floor(at.getTime() / 1000)),
      'webhook-signature': new Webhook(key).sign('msg_1', at, text),
    };
    const response = await fetch(hook.url + path, { method: 'POST', headers, body: text });
    expect([response.status, await response.json(), refused]).toEqual([200, {}, []]);
    expect(await sender.inbox.list()).toMatchObject([
      { to: '+33612345678', text: 'Your code is 904172.' },
    ]);
    const forged = await fetch(hook.url + path, { method: 'POST', headers, body: `${text} ` });
    expect([forged.status, refused]).toEqual([401, ['forged']]);
  },
);

test('a body that was read before is told to the developer', async () => {
  const { promise, resolve } = Promise.withResolvers<string>();
  const sender = mock({ templates: [{ usageType: 'Generic', content: '{{code}}' }] });
  const handle = supabase({ secret: `v1,whsec_${key}`, sender, onRefused: resolve });
  const app = express();
  app.use(express.json());
  app.post(path, getRequestListener(handle));
  await using hook = await served(app.listen(0));
  const body = JSON.stringify({ sms: {} });
  const headers = { 'content-type': 'application/json' };
  const response = await fetch(hook.url + path, { method: 'POST', headers, body });
  expect([response.status, await promise]).toEqual([500, 'already_read']);
});
