/**
 * Verification codes: types only. An application calls `start`, and `check` with what the person enters. What people do
 * wrong is a result, never an exception.
 */
import type {
  Autofill,
  Open,
  ErrorCode,
  Requester,
  SendEvent,
  UsageType,
} from '@sms-connectors/core';

/**
 * Codes made here or by a provider: the same four calls. Calls about codes of a provider throw `ConnectorError` if it
 * does not answer.
 */
export interface Verifications {
  /** Sends a code. @throws `StoreFailedError`, and `ConnectorError` `invalid_message` for a request that no person made */
  readonly start: (request: StartRequest) => Promise<StartResult>;
  /** Sends the same code again, through another provider if there is one. @throws `StoreFailedError` */
  readonly resend: (request: ResendRequest) => Promise<ResendResult>;
  /** Checks what the person entered; a right code is approved once. @throws `StoreFailedError` */
  readonly check: (request: CheckRequest) => Promise<CheckResult>;
  /** Ends a verification: its code is right no longer. @throws `StoreFailedError` */
  readonly cancel: (request: CancelRequest) => Promise<CancelResult>;
}

export interface StartRequest {
  /** The phone number in E.164, such as `+33612345678`; separators are allowed. */
  readonly to: string;
  /** Why the code is sent; selects the template. */
  readonly usageType: UsageType;
  /** The person's language as a BCP 47 tag; selects the template. */
  readonly locale?: string | null | undefined;
  /** Values of the template's placeholders besides `code`. */
  readonly payload?: object | undefined;
  /** Who asked for the code; goes to policies with limits, and to providers that take it. */
  readonly requester?: Requester | undefined;
  /** Lets a browser or an Android app fill in the code; by default what the settings say. */
  readonly autofill?: Autofill | undefined;
  /**
   * Whether the application knows this number. If it is given, the result and its time are the same for numbers that it
   * knows and that it does not, so that nobody finds out who has an account. Only a known number gets a message; codes
   * that are made here are sent after the answer.
   */
  readonly known?: boolean | undefined;
  readonly signal?: AbortSignal | undefined;
}

export interface ResendRequest {
  readonly id: string;
  readonly signal?: AbortSignal | undefined;
}

export interface CheckRequest {
  readonly id: string;
  /** What the person entered; spaces and hyphens do not count. */
  readonly code: string;
}

export interface CancelRequest {
  readonly id: string;
}

/** A code was sent, or may have been. */
export interface Started {
  readonly status: 'started';
  /** For `check`, `resend` and `cancel`; may go to the browser. */
  readonly id: string;
  /** When the code expires. */
  readonly expiresAt: Date;
  /** When `resend` may be called; absent if it may not. */
  readonly resendAt?: Date | undefined;
  /** `unknown`: the code may not arrive. `hidden`: whether it is sent is not told, since `known` was given. */
  readonly outcome: 'accepted' | 'unknown' | 'hidden';
}

/** No code was sent. */
export interface Rejected {
  readonly status: 'rejected';
  readonly code: Open<ErrorCode>;
  /** When it may be tried again, if that is known. */
  readonly retryAt?: Date | undefined;
}

/** Too many codes were sent to this number, and none of them was entered. */
export interface Limited {
  readonly status: 'limited';
  readonly retryAt: Date;
}

export type StartResult = Started | Rejected | Limited;

export type ResendResult =
  | (Omit<Started, 'status'> & { readonly status: 'resent' })
  | Rejected
  | TooEarly
  /** No further message is sent for this verification; its code remains right. */
  | { readonly status: 'too_many' }
  | Ended;

/** Another message may be on its way. */
export interface TooEarly {
  readonly status: 'too_early';
  readonly resendAt: Date;
}

export type CheckResult = Approved | Wrong | Ended;

/** The code is right, and this is the only check that hears so. */
export interface Approved {
  readonly status: 'approved';
  /** The number that is verified now, in E.164. Believe this one and no number that the browser sends. */
  readonly to: string;
  /** What the code was sent for. Compare it: a code for a sign-in must not reset a password. */
  readonly usageType: UsageType;
}

export interface Wrong {
  readonly status: 'wrong';
  /** How often the person may try again: at least 1, and at most so often if a provider counts. */
  readonly attemptsLeft: number;
}

/** `locked`: too many wrong codes. `not_found`: never started, canceled, or long ago. */
export interface Ended {
  readonly status: 'expired' | 'locked' | 'used' | 'not_found';
}

export type CancelResult = { readonly status: 'canceled' } | Ended;

/** Everything that a result may say. */
export type VerificationResult = StartResult | ResendResult | CheckResult | CancelResult;

/** What happened to a verification. Contains nothing secret or personal: safe to log. */
export type VerificationEvent =
  | VerificationStarted
  | VerificationChecked
  | VerificationRefused
  | TestRecipientUsed
  | ConversionEvent;

interface About extends SendEvent {
  readonly usageType: string;
  /** In ISO 3166-1, if the number has one. */
  readonly country?: string | undefined;
}

/** A message was sent, or may have been. */
export interface VerificationStarted extends About {
  readonly type: 'verification_started' | 'verification_resent';
  readonly sender: string;
  readonly outcome: 'accepted' | 'unknown';
}

export interface VerificationChecked extends SendEvent {
  readonly type: 'verification_checked';
  readonly result: CheckResult['status'];
}

/** No message was sent: the number is not known (`unknown_number`), has had too many codes, or a sender rejected it. */
export interface VerificationRefused extends About {
  readonly type: 'verification_refused';
  readonly reason: Open<ErrorCode | 'limited' | 'unknown_number'>;
}

/** A number of `testRecipients` was used: no message was sent, and the code is the one of the settings. */
export interface TestRecipientUsed extends About {
  readonly type: 'test_recipient_used';
}

/** Whether a code was used was reported to the provider of its message, or could not be. */
export interface ConversionEvent extends SendEvent {
  readonly type: 'conversion_reported' | 'conversion_failed';
  readonly sender: string;
  readonly used: boolean;
  readonly code?: Open<ErrorCode> | undefined;
}
