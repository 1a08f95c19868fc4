import { memoryReportStore, type ReportStore } from '@sms-connectors/core';
import { type ClaimStore, memoryClaims } from '@sms-connectors/hooks';
import { type LimitStore, memoryStore as limitsInMemory } from '@sms-connectors/policies';
import {
  memoryStore as verificationsInMemory,
  type VerificationStore,
} from '@sms-connectors/verify';
import type { AnswerStore } from './answer-store.ts';
import { memoryAnswers } from './memory-answers.ts';

/** What is remembered beyond one request: in this process, or for all gateways. */
export interface Stores {
  readonly verifications: VerificationStore;
  /** What the limits of the plan count. */
  readonly limits: LimitStore;
  /** The requests of hooks that were taken on. */
  readonly claims: ClaimStore;
  /** The delivery reports that were handled. */
  readonly reports: ReportStore;
  /** The answers to requests with an `Idempotency-Key`. */
  readonly answers: AnswerStore;
}

export function memoryStores(): Stores {
  return {
    verifications: verificationsInMemory(),
    limits: limitsInMemory(),
    claims: memoryClaims(),
    reports: memoryReportStore(),
    answers: memoryAnswers(),
  };
}
