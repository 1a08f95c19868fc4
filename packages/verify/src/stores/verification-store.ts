import type { UsageType } from '@sms-connectors/core';

/**
 * Where verifications are kept. Each call is atomic, also between processes: of many at once, each sees what those
 * before it did. All times are milliseconds since 1970 by the caller's clock. A call that rejects may have been done.
 */
export interface VerificationStore {
  /** Counts a verification of this recipient, unless the limit of the period is reached. */
  readonly take: (recipient: string, limit: RecipientLimit, now: number) => Promise<Taken>;
  /** Undoes one `take` of the period that ends at `endsAt`; nothing, if another period has begun. */
  readonly giveBack: (recipient: string, endsAt: number) => Promise<void>;
  /** Keeps a new verification until `keepUntil`, and its `sealed` no longer than `expiresAt`. */
  readonly add: (verification: StoredVerification, now: number) => Promise<void>;
  /** Counts an attempt, unless the verification has ended or had `maxAttempts`. */
  readonly attempt: (
    id: string,
    maxAttempts: number,
    now: number,
  ) => Promise<Attempted | undefined>;
  /** Takes the right to send again, unless the verification has ended or is locked, or it is before `resendAt`, or it had `maxSends`. */
  readonly claimSend: (id: string, next: NextSend, now: number) => Promise<Claimed | undefined>;
  /** Remembers which message was sent last. */
  readonly recordSend: (id: string, message: SentMessage) => Promise<void>;
  /** Ends an open verification and forgets its `sealed`; exactly one caller is told `true`. */
  readonly end: (id: string, state: 'approved' | 'canceled', now: number) => Promise<boolean>;
  /** Counts a message that was sent or a code that was used, on the day of `now`. */
  readonly count: (what: 'sent' | 'used', route: string, now: number) => Promise<void>;
  /** What was counted since the day of `from`, by route. Days are those of UTC; 90 are kept. */
  readonly counts: (from: number, now: number) => Promise<readonly RouteCounts[]>;
}

export interface RecipientLimit {
  readonly verifications: number;
  /** The length of a period, which begins with its first verification. */
  readonly seconds: number;
}

export interface Taken {
  readonly hasRoom: boolean;
  /** When the period ends. */
  readonly endsAt: number;
}

export interface StoredVerification {
  readonly id: string;
  /** The HMAC of the code. */
  readonly digest: string;
  /** The HMAC of the number. */
  readonly recipient: string;
  /** When the period ends that this verification counts in. */
  readonly periodEndsAt: number;
  readonly usageType: UsageType;
  /** Everything that a store must not read, encrypted; gone when the verification has ended. */
  readonly sealed?: string | undefined;
  readonly state: 'open' | 'approved' | 'canceled';
  readonly attempts: number;
  readonly sends: number;
  readonly expiresAt: number;
  readonly resendAt: number;
  /** Until when `check` can say why a code is right no longer. */
  readonly keepUntil: number;
  readonly lastMessage?: SentMessage | undefined;
}

/** The message that was sent last. */
export interface SentMessage {
  /** The id of the sender that sent it. */
  readonly sender: string;
  readonly messageId: string;
  readonly route: string;
}

export interface Attempted {
  /** Whether this attempt counts; otherwise the verification has ended or is locked. */
  readonly isCounted: boolean;
  /** The verification as it is now. */
  readonly verification: StoredVerification;
}

export interface NextSend {
  readonly maxAttempts: number;
  readonly maxSends: number;
  readonly resendAt: number;
}

export interface Claimed {
  readonly isClaimed: boolean;
  /** The verification as it is now. */
  readonly verification: StoredVerification;
}

export interface RouteCounts {
  /** `sender country`, such as `twilio FR`. */
  readonly route: string;
  readonly sent: number;
  readonly used: number;
}
