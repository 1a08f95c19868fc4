import cookieParser from 'cookie-parser';
import express, { type ErrorRequestHandler, type Request, type RequestHandler } from 'express';
import helmet from 'helmet';
import type { AddressInfo } from 'node:net';
import { assets, pageFor } from './page.ts';
import { contentSecurityPolicy, isFromThisPage, maxBodySize } from './security.ts';
import { closeSession, openSession, phoneOf, sessionCookie } from './sessions.ts';
import { check, close, resend, start, type Visitor } from './sign-in.ts';
import { describeServer } from './terminal.ts';

const { name, options } = sessionCookie;

const fromThisPage: RequestHandler = (request, response, next) => {
  if (isFromThisPage((header) => request.get(header))) next();
  else response.status(403).end();
};

// The error would quote what is not JSON.
const notJson: ErrorRequestHandler = (error: { status?: number }, _request, response, next) => {
  if (error.status === undefined) next(error);
  else response.status(error.status).end();
};

const app = express()
  .disable('x-powered-by')
  .use(helmet({ contentSecurityPolicy: { directives: contentSecurityPolicy, useDefaults: false } }))
  .use(cookieParser());

app.get('/', (request, response) => {
  const phone = phoneOf(tokenOf(request));
  response
    .set('cache-control', 'no-store')
    .type('html')
    .send(pageFor(request.get('accept-language'), phone));
});
app.post('/*path', fromThisPage, express.json({ limit: maxBodySize }), notJson);
app.post('/start', async (request, response) => {
  response.json(await start(request.body, visitorOf(request)));
});
app.post('/resend', async (request, response) => {
  response.json(await resend(request.body, visitorOf(request)));
});
app.post('/check', async (request, response) => {
  const answer = await check(request.body, visitorOf(request));
  if (answer.phone !== undefined) {
    const { token, expires } = openSession(answer.phone);
    response.cookie(name, token, { ...options, expires });
  }
  response.json(answer);
});
app.post('/sign-out', (request, response) => {
  closeSession(tokenOf(request));
  response.clearCookie(name, options).json({ status: 'signed_out', text: '' });
});
app.use(express.static(assets));

// Behind a proxy, everyone has the proxy's address, unless `trust proxy` is set.
// @see https://expressjs.com/en/guide/behind-proxies.html
function visitorOf(request: Request): Visitor {
  return { ip: request.ip, languages: request.get('accept-language') };
}

function tokenOf(request: Request): string | undefined {
  return (request.cookies as Readonly<Record<string, string | undefined>>)[name];
}

const server = app.listen(Number(process.env['PORT'] ?? 3000), () =>
  describeServer(server.address() as AddressInfo),
);
process.once('SIGTERM', () => server.close(() => void close()));
