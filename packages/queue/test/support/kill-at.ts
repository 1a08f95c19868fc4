import { createHash } from 'node:crypto';
import type { Sender } from '@sms-connectors/core';
import { Redis } from 'ioredis';

/** Where a process is killed: at a script of Redis, by its name, or at the request to the provider. */
export interface KillPoint {
  readonly step: string;
  /** `sent`: the command or request has left, and nothing has come back. */
  readonly moment: 'before' | 'sent' | 'after';
  /** `SIGSTOP`: it is not killed, and does nothing until it gets `SIGCONT`, as if its event loop were blocked. */
  readonly signal?: 'SIGSTOP' | undefined;
}

function stop({ signal = 'SIGKILL' }: { readonly signal?: NodeJS.Signals | undefined }): void {
  process.kill(process.pid, signal);
}

/** Kills this process at a script. BullMQ has the version in the names of its scripts: `addStandardJob:6.7.0`. */
export function killAtScript({ step, moment, ...how }: KillPoint): void {
  let isDone = false;
  const names = new Map<string, string>();
  const defineCommand = Reflect.get(Redis.prototype, 'defineCommand');
  const sendCommand = Reflect.get(Redis.prototype, 'sendCommand');
  Redis.prototype.defineCommand = function define(name, definition) {
    const [word = ''] = name.replace(/^sms:/, '').split(':');
    names.set(createHash('sha1').update(definition.lua).digest('hex'), word);
    return defineCommand.call(this, name, definition);
  };
  Redis.prototype.sendCommand = function send(command, ...rest) {
    const [first] = command.args;
    const sha = command.name === 'eval' ? digest(String(first)) : String(first);
    const isStep = (names.get(sha) ?? command.name) === step;
    if (!isStep || isDone) return sendCommand.call(this, command, ...rest);
    isDone = moment === 'before';
    if (moment === 'before') {
      stop(how);
      return sendCommand.call(this, command, ...rest);
    }
    const answer = sendCommand.call(this, command, ...rest) as Promise<unknown>;
    // The first `evalsha` of a script may fail because the server does not know it.
    if (moment === 'sent') setImmediate(() => setImmediate(stop, how));
    else
      void answer.then(
        (reply) => (isEmpty(reply) ? undefined : stop(how)),
        () => undefined,
      );
    return answer;
  };
}

/** A sender whose process is killed before a message leaves, while it is on its way, or when the answer is there. */
export function killAtSend(sender: Sender, { moment, ...how }: KillPoint): Sender {
  return {
    id: sender.id,
    send: async (message, options) => {
      if (moment === 'before') stop(how);
      if (moment === 'sent') setTimeout(stop, 200, how);
      const receipt = await sender.send(message, options);
      if (moment === 'after') stop(how);
      return receipt;
    },
  };
}

function digest(text: string): string {
  return createHash('sha1').update(text).digest('hex');
}

/** Whether a worker asked for a job and got none. */
function isEmpty(reply: unknown): boolean {
  return Array.isArray(reply) && reply[0] === 0;
}
