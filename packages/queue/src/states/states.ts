import { readEnd, writeEnd } from '../ends.ts';
import type { MessageEnd, MessageResult } from '../queue.ts';
import type { RunScript } from '../redis/run-script.ts';

/** One try of a worker to send a message. */
export interface Try {
  readonly id: string;
  /** From 1; a later worker has a larger one. */
  readonly number: number;
  /** What only this try has: it knows its own command again that a client sends twice after a broken connection. */
  readonly token: string;
}

/** Where the messages of one lane are between waiting and their end. Each call is one step in Redis, and may be repeated. */
export interface States {
  /**
   * A worker is about to send. `superseded`: a later try has begun, so this one must not send. If an earlier try began and
   * never ended, the message ends with `left`.
   */
  readonly begin: (
    attempt: Try,
    stayMs: number,
    /** Absent for a first try: only a later one can find one that was left. */
    left: MessageEnd | undefined,
  ) => Promise<'begun' | 'superseded' | MessageEnd>;
  /** The message was certainly not sent, and may be tried again. `false` if it has ended meanwhile. */
  readonly putBack: (attempt: Try, stayMs: number) => Promise<boolean>;
  /** Ends a message that this worker has; returns the end that stands. */
  readonly end: (id: string, end: MessageEnd, stayMs: number) => Promise<MessageEnd>;
  /** Ends a message unless a worker sends it; returns what has become of it. */
  readonly cancel: (id: string, end: MessageEnd, stayMs: number) => Promise<MessageResult>;
  readonly read: (id: string) => Promise<MessageResult>;
}

export interface StateKeys {
  readonly state: (id: string) => string;
  /** The key of BullMQ's job. */
  readonly job: (id: string) => string;
}

export function statesOf(run: RunScript, { state, job }: StateKeys): States {
  return {
    begin: async ({ id, number, token }, stayMs, left) => {
      const end = left === undefined ? '' : writeEnd(left);
      const begun = await run('begin', [state(id)], [number, token, stayMs, end]);
      return begun === 'begun' || begun === 'superseded' ? begun : readEnd(String(begun));
    },
    putBack: async ({ id, number, token }, stayMs) =>
      Number(await run('putBack', [state(id)], [number, token, stayMs])) === 1,
    end: async (id, end, stayMs) =>
      readEnd(String(await run('end', [state(id)], [writeEnd(end), stayMs]))),
    cancel: async (id, end, stayMs) =>
      readState(await run('cancel', [state(id), job(id)], [writeEnd(end), stayMs])),
    read: async (id) => readState(await run('read', [state(id), job(id)], [])),
  };
}

function readState(state: unknown): MessageResult {
  if (typeof state !== 'string') return { status: 'not_found' };
  if (state.startsWith('{')) return readEnd(state);
  return { status: state.startsWith('s') ? 'sending' : 'waiting' };
}
