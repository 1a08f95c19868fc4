import { watch } from 'node:fs';
import path from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { completeConfig, readConfig } from '../config/read-config.ts';
import { ConfigError } from '../config/config-error.ts';
import { makeGateway } from '../gateway.ts';
import { serve } from '../serve.ts';
import { memoryState, redisState } from '../state.ts';
import { trialConfig, trialWords } from './trial.ts';
import { watchInbox } from './watch-inbox.ts';

export interface RunOptions {
  readonly config?: string | undefined;
  readonly port: number;
  readonly host: string;
}

const settleMs = 200;

/** Runs a gateway until the process is told to stop. Returns the exit code. */
export async function run({ config: file, port, host }: RunOptions): Promise<number> {
  const env = process.env;
  const ended = stopSignal();
  if (file === undefined) {
    const { config, key } = trialConfig();
    const complete = completeConfig(config, env);
    const gateway = await makeGateway(complete, { env });
    const running = await serve(gateway, { port, host });
    const inbox = watchInbox(gateway.connectors, (to, text) => {
      process.stderr.write(`\n  ${to}\n  ${text.replaceAll('\n', '\n  ')}\n\n`);
    });
    process.stderr.write(trialWords(running.url, key));
    await ended;
    inbox.stop();
    await running.stop();
    return 0;
  }
  const { REDIS_URL: redisUrl = '' } = env;
  const state = redisUrl === '' ? memoryState() : await redisState(redisUrl);
  const load = async () =>
    makeGateway(
      await readConfig(file, env),
      { env, directory: path.dirname(path.resolve(file)) },
      state,
    );
  const running = await serve(await load(), { port, host });
  state.log('info', 'started', { url: running.url });
  const reloading = reloader(file, async () => {
    try {
      const next = await load();
      // The old one answers what it has begun. If it cannot be closed, the new one goes on all the same.
      running.replace(next).catch(() => state.log('error', 'close_failed', {}));
      state.log('info', 'config_reloaded', {});
    } catch (error) {
      const problems =
        error instanceof ConfigError ? error.problems : ['The config could not be used.'];
      state.log('error', 'config_refused', { problems });
    }
  });
  await ended;
  reloading.stop();
  await running.stop();
  await state.close();
  state.log('info', 'stopped', {});
  return 0;
}

/** Fulfilled when the process is asked to stop. */
function stopSignal(): Promise<void> {
  return new Promise((resolve) => {
    for (const signal of ['SIGTERM', 'SIGINT'] as const) process.once(signal, () => resolve());
  });
}

/** Calls back when the file changes, and at SIGHUP. Editors replace files, so the folder is watched. */
function reloader(file: string, reload: () => Promise<void>): { readonly stop: () => void } {
  const whole = path.resolve(file);
  let isAsked = false;
  let isWorking = false;
  const work = async (): Promise<void> => {
    if (isWorking) return;
    isWorking = true;
    while (isAsked) {
      // Editors write a file in several steps.
      await delay(settleMs);
      isAsked = false;
      await reload();
    }
    isWorking = false;
  };
  const ask = (): void => {
    isAsked = true;
    void work();
  };
  const watcher = watch(path.dirname(whole), (_, name) => {
    if (name === path.basename(whole)) ask();
  });
  process.on('SIGHUP', ask);
  return {
    stop: () => {
      watcher.close();
      process.off('SIGHUP', ask);
    },
  };
}
