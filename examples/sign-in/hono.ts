import { serve } from '@hono/node-server';
import { getConnInfo } from '@hono/node-server/conninfo';
import { serveStatic } from '@hono/node-server/serve-static';
import { type Context, Hono } from 'hono';
import { bodyLimit } from 'hono/body-limit';
import { deleteCookie, getCookie, setCookie } from 'hono/cookie';
import { HTTPException } from 'hono/http-exception';
import { secureHeaders } from 'hono/secure-headers';
import { assets, pageFor } from './page.ts';
import { contentSecurityPolicy, isFromThisPage, maxBodySize } from './security.ts';
import { closeSession, openSession, phoneOf, sessionCookie } from './sessions.ts';
import { check, close, resend, start, type Visitor } from './sign-in.ts';
import { describeServer } from './terminal.ts';

const { name, options } = sessionCookie;

const app = new Hono()
  .use(secureHeaders({ contentSecurityPolicy }))
  .on('POST', '*', bodyLimit({ maxSize: maxBodySize }), async (context, next) => {
    if (!isFromThisPage((header) => context.req.header(header))) return context.body(null, 403);
    return next();
  })
  .get('/', (context) => {
    context.header('cache-control', 'no-store');
    const phone = phoneOf(getCookie(context, name));
    return context.html(pageFor(context.req.header('accept-language'), phone));
  })
  .post('/start', async (context) =>
    context.json(await start(await bodyOf(context), visitorOf(context))),
  )
  .post('/resend', async (context) =>
    context.json(await resend(await bodyOf(context), visitorOf(context))),
  )
  .post('/check', async (context) => {
    const answer = await check(await bodyOf(context), visitorOf(context));
    if (answer.phone !== undefined) {
      const { token, expires } = openSession(answer.phone);
      setCookie(context, name, token, { ...options, expires });
    }
    return context.json(answer);
  })
  .post('/sign-out', (context) => {
    closeSession(deleteCookie(context, name, options));
    return context.json({ status: 'signed_out', text: '' });
  })
  .get('/*', serveStatic({ root: assets }));

// Behind a proxy, everyone has the proxy's address: read the header that it sets, and no other.
function visitorOf(context: Context): Visitor {
  const { address: ip } = getConnInfo(context).remote;
  return { ip, languages: context.req.header('accept-language') };
}

async function bodyOf(context: Context): Promise<unknown> {
  return context.req.json<unknown>().catch(() => {
    // The error itself would quote the body.
    throw new HTTPException(400);
  });
}

const server = serve(
  { fetch: app.fetch, port: Number(process.env['PORT'] ?? 3000) },
  describeServer,
);
process.once('SIGTERM', () => server.close(() => void close()));
