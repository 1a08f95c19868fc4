import type { FileHandle } from 'node:fs/promises';
import {
  type InboxMessage as ReceivedMessage,
  type Encoding,
  maskRecipient,
  parseRecipient,
  parseJsonObject,
  type Requester,
  type UsageType,
} from '@sms-connectors/core';

/** A message as the recipient's phone shows it, with the facts of its send. */
export interface InboxMessage extends ReceivedMessage {
  readonly usageType: UsageType;
  readonly locale?: string;
  /** When the code expires, in ISO 8601. */
  readonly expiresAt?: string;
  readonly payload: Readonly<Record<string, unknown>>;
  readonly encoding: Encoding;
  readonly segments: number;
  /** Your own id of the message, if it has one. */
  readonly reference?: string;
  readonly requester?: Requester;
}

export interface WaitForOptions {
  /** The recipient, written as in a send; by default any. */
  readonly to?: string | undefined;
  readonly usageType?: UsageType | undefined;
  /** Ignores messages that were sent before. */
  readonly since?: Date | undefined;
  /** How long to wait, in milliseconds; 5,000 by default. */
  readonly timeoutMs?: number | undefined;
}

export interface Inbox {
  /** All messages, oldest first. */
  readonly list: () => Promise<readonly InboxMessage[]>;
  /**
   * The oldest matching message that no earlier `waitFor` of this inbox has returned; waits for one if there is none.
   * @throws `Error` if none arrives in time
   */
  readonly waitFor: (options?: WaitForOptions) => Promise<InboxMessage>;
  readonly clear: () => Promise<void>;
}

/** The storage of an inbox. */
interface Store {
  readonly append: (message: InboxMessage) => Promise<void>;
  readonly read: () => Promise<readonly InboxMessage[]>;
  readonly clear: () => Promise<void>;
}

/** Opens the inbox that a mock in another process writes: the config's `inboxFile`. */
export function openInbox(file: string): Inbox {
  return inboxOver(fileStore(file)).inbox;
}

/** An inbox, and the function that only the mock has: `deliver`. */
export function createInbox(file: string | undefined) {
  return inboxOver(file === undefined ? memoryStore() : fileStore(file));
}

// Another process may write to the file.
const lookAgainMs = 25;

function inboxOver(store: Store) {
  const handedOut = new Set<string>();
  let arrival = Promise.withResolvers<void>();

  const deliver = async (message: InboxMessage): Promise<void> => {
    await store.append(message);
    arrival.resolve();
    arrival = Promise.withResolvers();
  };

  const waitFor = async (options: WaitForOptions = {}): Promise<InboxMessage> => {
    const { timeoutMs = 5000 } = options;
    const fits = matcher(options);
    const deadline = Date.now() + timeoutMs;
    for (;;) {
      const arrived = arrival.promise;
      const messages = await store.read();
      const found = messages.find((message) => fits(message) && !handedOut.has(message.messageId));
      if (found !== undefined) {
        handedOut.add(found.messageId);
        return found;
      }
      const left = deadline - Date.now();
      if (left <= 0) throw new Error(nothingCame(options, timeoutMs, messages.length));
      await Promise.race([arrived, delay(Math.min(left, lookAgainMs))]);
    }
  };

  const clear = async (): Promise<void> => {
    await store.clear();
    handedOut.clear();
  };
  const inbox: Inbox = { list: store.read, waitFor, clear };
  return { inbox, deliver };
}

function matcher({ to, usageType, since }: WaitForOptions) {
  const number = to === undefined ? undefined : numberOf(to);
  return (message: InboxMessage): boolean =>
    (number === undefined || message.to === number) &&
    (usageType === undefined || message.usageType === usageType) &&
    (since === undefined || new Date(message.at) >= since);
}

function numberOf(to: string): string {
  const parsed = parseRecipient(to);
  return 'e164' in parsed ? parsed.e164 : to;
}

function nothingCame({ to, usageType }: WaitForOptions, timeoutMs: number, count: number): string {
  const wanted = [to && `to ${maskRecipient(to)}`, usageType && `for ${usageType}`].filter(Boolean);
  const held = count === 1 ? '1 message' : `${count} messages`;
  return `No message ${[...wanted, `came within ${timeoutMs} ms`].join(' ')}; the inbox holds ${held}.`;
}

function delay(ms: number): Promise<void> {
  return new Promise((resolve) => {
    setTimeout(resolve, ms);
  });
}

function memoryStore(): Store {
  let messages: InboxMessage[] = [];
  return {
    append: async (message) => {
      messages.push(message);
    },
    read: async () => [...messages],
    clear: async () => {
      messages = [];
    },
  };
}

async function endsWithNewline(handle: FileHandle): Promise<boolean> {
  const { size } = await handle.stat();
  if (size === 0) return true;
  const { buffer } = await handle.read({ buffer: new Uint8Array(1), position: size - 1 });
  return buffer[0] === 0x0a;
}

function fileStore(file: string): Store {
  const fs = fileSystem();
  return {
    // One write in append mode, so that the lines of several processes never mix. Only the owner may read codes.
    append: async (message) => {
      const handle = await fs.open(file, 'a+', 0o600);
      try {
        // The file may have existed with another mode.
        await handle.chmod(0o600);
        const line = `${JSON.stringify(message)}\n`;
        // A process that ended while it wrote may have left a cut line.
        await handle.appendFile((await endsWithNewline(handle)) ? line : `\n${line}`);
      } finally {
        await handle.close();
      }
    },
    read: async () => {
      const lines = await fs.readFile(file, 'utf8').catch(whenMissing(''));
      // After the last newline, a line is still being written.
      return lines
        .split('\n')
        .slice(0, -1)
        .flatMap((line) => (parseJsonObject(line) as InboxMessage | undefined) ?? []);
    },
    clear: async () => fs.rm(file, { force: true }),
  };
}

// Not imported, since the mock also runs on platforms without a file system.
function fileSystem() {
  const { process } = globalThis as { readonly process?: Partial<NodeJS.Process> };
  const fs = process?.getBuiltinModule?.('node:fs/promises');
  if (fs === undefined) throw new Error('An inbox in a file needs Node, Bun or Deno.');
  return fs;
}

function whenMissing<Value>(value: Value) {
  return (error: unknown): Value => {
    if ((error as { code?: unknown }).code === 'ENOENT') return value;
    throw error;
  };
}
