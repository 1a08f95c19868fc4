import type { ConnectorOptions } from '@sms-connectors/core';
import { once } from 'node:events';
import { readFile } from 'node:fs/promises';
import type { AddressInfo } from 'node:net';
import { fileURLToPath } from 'node:url';
import { type ServerType, serve } from '@hono/node-server';
import { serveStatic } from '@hono/node-server/serve-static';
import { Hono } from 'hono';
import { bodyLimit } from 'hono/body-limit';
import { openConfigStore } from '../functions/config-store.ts';
import { ConsoleError } from '../functions/console-error.ts';
import { installedConnectors } from '../functions/installed-connectors.ts';
import { openPlanDesk } from '../functions/plan-desk.ts';
import { openWorkbench } from '../functions/workbench.ts';
import { createApi } from './api.ts';
import { loopbackHosts, onlyFromHere, strictHeaders } from './guard.ts';
import { newSessionKeys, sealedRequests } from './sealed-requests.ts';

export interface ConsoleOptions {
  /** The project whose connectors and configs are shown. */
  readonly directory: string;
  /** The default, 0, means any free port. */
  readonly port?: number | undefined;
  readonly draftDirectory?: string | undefined;
  /** The built page. Default: the one in this package. */
  readonly pageDirectory?: string | undefined;
}

export interface RunningConsole {
  /** The page's address, without the token. */
  readonly origin: string;
  /** Opens the page. The token is in the fragment, which browsers do not send to servers. */
  readonly link: string;
  /** The access key of this session: a public key that only the page gets to know. */
  readonly token: string;
  readonly close: () => Promise<void>;
  readonly [Symbol.asyncDispose]: () => Promise<void>;
}

const builtPage = fileURLToPath(new URL('../../dist/page', import.meta.url));
const maxBodyBytes = 512 * 1024;

/**
 * Serves the console on loopback until it is closed.
 * @throws `Error` if it cannot start: it says why, for example that the port is in use
 */
export function startConsole(options: ConsoleOptions): Promise<RunningConsole> {
  return startConsoleWith({}, options);
}

/** As `startConsole`, with options of the connectors to the providers themselves. */
export async function startConsoleWith(
  connectorOptions: ConnectorOptions,
  options: ConsoleOptions,
): Promise<RunningConsole> {
  const { directory, port = 0, draftDirectory, pageDirectory = builtPage } = options;
  const session = newSessionKeys();
  const token = session.publicKey;
  const store = openConfigStore({ directory, draftDirectory });
  let origin = '';
  const connectors = await installedConnectors(directory);
  const workbench = openWorkbench(connectors, {
    reportsUrl: (id) => `${origin}/reports/${id}`,
    connectorOptions,
  });
  const plan = openPlanDesk({ directory, draftDirectory }, connectors);
  const html = await readFile(`${pageDirectory}/index.html`, 'utf8').catch(() => {
    throw new ConsoleError(`The page is missing in ${pageDirectory}. Install the package again.`);
  });
  const api = createApi({ directory, workbench, store, plan });
  let hosts: readonly string[] = [];

  const app = new Hono<{ Variables: { secureHeadersNonce?: string } }>()
    .use(strictHeaders())
    .use(onlyFromHere(() => hosts))
    .all(
      '/api/*',
      bodyLimit({ maxSize: maxBodyBytes }),
      sealedRequests(session, (path, request) => api.request(path.slice('/api'.length), request)),
    )
    .get('/', (context) =>
      context.html(html.replace('{{nonce}}', context.get('secureHeadersNonce') ?? '')),
    )
    // Emulators have no token; their reports are verified by signature.
    .post('/reports/:id', bodyLimit({ maxSize: maxBodyBytes }), (context) =>
      workbench.receiveReports(context.req.param('id'), context.req.raw),
    )
    .use('/assets/*', serveStatic({ root: pageDirectory }))
    .notFound((context) => context.text('Not found.', 404))
    // An error may quote a file or a config, so the response does not repeat it.
    .onError((_error, context) => context.text('The console failed.', 500));

  const server = serve({ fetch: app.fetch, hostname: '127.0.0.1', port });
  await listening(server, port);
  const taken = (server.address() as AddressInfo).port;
  hosts = loopbackHosts(taken);
  origin = `http://127.0.0.1:${taken}`;
  const close = async (): Promise<void> => {
    if (!server.listening) return;
    server.close();
    if ('closeAllConnections' in server) server.closeAllConnections();
    await once(server, 'close');
    await Promise.all([workbench.close(), plan.trial.close()]);
  };
  return { origin, link: `${origin}/#${token}`, token, close, [Symbol.asyncDispose]: close };
}

async function listening(server: ServerType, port: number): Promise<void> {
  if (server.listening) return;
  try {
    await once(server, 'listening');
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    const reasons: Readonly<Record<string, string>> = {
      EADDRINUSE: 'is in use',
      EACCES: 'needs permission',
    };
    const reason = reasons[code ?? ''] ?? `cannot be opened (${code})`;
    throw new ConsoleError(
      `Port ${port} ${reason}. Choose another with --port, or leave it out for any free port.`,
    );
  }
}
