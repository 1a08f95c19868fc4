import {
  type InboxMessage as ReceivedMessage,
  type Encoding,
  maskRecipient,
  parseRecipient,
  type Requester,
  type UsageType,
} from '@sms-connectors/core';

/** A message as the recipient's phone would have it, with why and how it was sent. */
export interface InboxMessage extends ReceivedMessage {
  readonly usageType: UsageType;
  readonly locale?: string;
  /** When the code stops being valid, as ISO 8601. */
  readonly expiresAt?: string;
  readonly payload: object;
  readonly encoding: Encoding;
  readonly segments: number;
  /** Your own id of the message, if it has one. */
  readonly reference?: string;
  readonly requester?: Requester;
}

export interface WaitForOptions {
  /** The recipient, written as in a send. Any where absent. */
  readonly to?: string | undefined;
  readonly usageType?: UsageType | undefined;
  /** Leaves out what was sent before. */
  readonly since?: Date | undefined;
  /** How long to wait, in milliseconds; 5,000 where absent. */
  readonly timeoutMs?: number | undefined;
}

export interface Inbox {
  /** All messages, oldest first. */
  readonly list: () => Promise<readonly InboxMessage[]>;
  /**
   * The oldest message that fits and that no earlier `waitFor` of this inbox has returned; waits for one
   * where there is none. @throws `Error` when the time is over
   */
  readonly waitFor: (options?: WaitForOptions) => Promise<InboxMessage>;
  readonly clear: () => Promise<void>;
}

/** Where an inbox keeps its messages. */
interface Store {
  readonly append: (message: InboxMessage) => Promise<void>;
  readonly read: () => Promise<readonly InboxMessage[]>;
  readonly clear: () => Promise<void>;
}

/** Opens the inbox that a mock in another process writes: the config's `inboxFile`. */
export function openInbox(file: string): Inbox {
  return inboxOver(fileStore(file)).inbox;
}

/** An inbox, and the way in that only the mock has. */
export function createInbox(file: string | undefined) {
  return inboxOver(file === undefined ? memoryStore() : fileStore(file));
}

// A file may grow by another process's hand, which only looking tells.
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

function fileStore(file: string): Store {
  const fs = fileSystem();
  return {
    // One write in append mode: lines of several processes follow each other and never mix. Codes are
    // for the owner's eyes.
    append: async (message) => {
      const handle = await fs.open(file, 'a', 0o600);
      try {
        // A file that was there has a mode of its own.
        await handle.chmod(0o600);
        await handle.appendFile(`${JSON.stringify(message)}\n`);
      } finally {
        await handle.close();
      }
    },
    read: async () => {
      const lines = await fs.readFile(file, 'utf8').catch(whenMissing(''));
      // What follows the last newline is a line that is being written.
      return lines
        .split('\n')
        .slice(0, -1)
        .map((line) => JSON.parse(line) as InboxMessage);
    },
    clear: async () => fs.rm(file, { force: true }),
  };
}

// Not imported: the mock is bundled for and runs in places without a file system too.
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
