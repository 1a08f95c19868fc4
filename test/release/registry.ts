import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, writeFileSync } from 'node:fs';
import { createServer, type IncomingMessage, request, type ServerResponse } from 'node:http';
import { type AddressInfo, createServer as createTcpServer } from 'node:net';
import path from 'node:path';
import { pipeline } from 'node:stream';
import { setTimeout as delay } from 'node:timers/promises';
import { cleanEnvironment, run, tool } from './run.ts';

/** A publish request and the registry's response. */
export interface Upload {
  readonly name: string;
  readonly status: number;
}

export interface Registry {
  readonly url: string;
  /** All uploads that reached the registry, in order. */
  readonly uploads: readonly Upload[];
  /** Called after an upload was stored and before the registry responds. */
  onStored: (upload: Upload) => Promise<void> | void;
  /** Waits until no request is in progress, not even one whose sender was killed. */
  readonly settled: () => Promise<void>;
  readonly close: () => Promise<void>;
}

/** Starts Verdaccio in a folder, behind a proxy that records the uploads. */
export async function startRegistry(folder: string, ours: readonly string[]): Promise<Registry> {
  mkdirSync(folder, { recursive: true });
  const upstream = (await run('npm', ['config', 'get', 'registry'])).trim();
  const config = path.join(folder, 'config.yaml');
  writeFileSync(config, verdaccioConfig(upstream, ours));

  const port = await freePort();
  const address = `127.0.0.1:${port}`;
  const verdaccio = spawn(tool('verdaccio'), ['--config', config, '--listen', address], {
    cwd: folder,
    env: cleanEnvironment(),
    stdio: 'ignore',
  });
  process.once('exit', () => verdaccio.kill());
  await untilAnswers(`http://${address}/-/ping`);

  const uploads: Upload[] = [];
  const underWay = new Set<IncomingMessage>();
  const registry: Pick<Registry, 'onStored'> = { onStored: () => undefined };
  const answerThrough = async (
    incoming: IncomingMessage,
    outgoing: ServerResponse,
  ): Promise<void> => {
    const answer = await forward(incoming, port);
    const { statusCode: status = 502, headers } = answer;
    if (incoming.method === 'PUT') {
      const upload = { name: decodeURIComponent(incoming.url?.slice(1) ?? ''), status };
      uploads.push(upload);
      if (status === 201) await registry.onStored(upload);
    }
    outgoing.writeHead(status, headers);
    answer.pipe(outgoing);
  };
  const door = createServer((incoming, outgoing) => {
    underWay.add(incoming);
    answerThrough(incoming, outgoing)
      .catch(() => outgoing.destroy())
      .finally(() => underWay.delete(incoming));
  });
  door.listen(0, '127.0.0.1');
  await once(door, 'listening');

  return Object.assign(registry, {
    url: `http://127.0.0.1:${(door.address() as AddressInfo).port}/`,
    uploads,
    settled: async () => {
      while (underWay.size > 0) await delay(20);
    },
    close: async () => {
      door.close();
      door.closeAllConnections();
      verdaccio.kill();
      await once(verdaccio, 'exit');
    },
  });
}

// Our packages are served only from here; all others come from this machine's registry.
function verdaccioConfig(upstream: string, ours: readonly string[]): string {
  const here = { access: '$all', publish: '$all' };
  return JSON.stringify({
    storage: './storage',
    web: { enable: false },
    uplinks: { upstream: { url: upstream, cache: true, maxage: '1h' } },
    packages: {
      ...Object.fromEntries(ours.map((name) => [name, here])),
      '**': { access: '$all', proxy: 'upstream' },
    },
    log: { type: 'stdout', level: 'error' },
  });
}

/** Forwards a request. If the client disconnects, the forwarded request is cut off too. */
function forward(incoming: IncomingMessage, port: number): Promise<IncomingMessage> {
  const { method, url: target, headers } = incoming;
  return new Promise((resolve, reject) => {
    const options = { host: '127.0.0.1', port, method, path: target, headers, agent: false };
    const outgoing = request(options, resolve);
    outgoing.on('error', reject);
    pipeline(incoming, outgoing, (error) => {
      if (error) reject(error);
    });
  });
}

async function freePort(): Promise<number> {
  const server = createTcpServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  server.close();
  await once(server, 'close');
  return port;
}

async function untilAnswers(address: string): Promise<void> {
  for (let attempts = 0; attempts < 300; attempts += 1) {
    const response = await fetch(address).catch(() => undefined);
    if (response?.ok === true) return;
    await delay(100);
  }
  throw new Error('the registry did not start within 30 seconds');
}
