/** What this process has seen of one verification. Others may have seen more. */
interface Seen {
  readonly wrongCodes: number;
  /** Why it has ended, which Twilio does not tell afterwards. */
  readonly ended?: 'used' | 'locked' | 'not_found' | undefined;
  /** When Twilio made the code. */
  readonly createdAt?: number | undefined;
  /** When the last message was sent from here, and how many were. */
  readonly sentAt?: number | undefined;
  readonly sends: number;
}

export interface Memory {
  readonly get: (sid: string) => Seen;
  readonly change: (sid: string, changes: Partial<Seen>) => void;
}

// Each is of a message that was paid for, and a decoy costs little.
const mostKept = 50_000;
const nothing: Seen = { wrongCodes: 0, sends: 0 };

/** Keeps the newest. */
export function makeMemory(): Memory {
  const kept = new Map<string, Seen>();
  const get = (sid: string): Seen => kept.get(sid) ?? nothing;
  return {
    get,
    change: (sid, changes) => {
      const changed = { ...get(sid), ...changes };
      kept.delete(sid);
      kept.set(sid, changed);
      const [oldest] = kept.keys();
      if (kept.size > mostKept && oldest !== undefined) kept.delete(oldest);
    },
  };
}
