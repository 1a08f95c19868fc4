/** What the exit codes mean. The help and the guide list them. */
export const exitCodes = {
  success: 0,
  failure: 1,
  invalidUsage: 2,
  /** A message may have been sent. */
  maybeSent: 3,
  /** `check --online` learned nothing. */
  noAnswer: 4,
} as const;
