import type { ErrorCode } from './error-codes.ts';

/** What to show to the person who waits for a code, in one language: nothing technical. */
export interface EndUserTexts {
  readonly byCode: Readonly<Record<ErrorCode, string>>;
  /** If the message may have been sent, whatever the code. */
  readonly unknownOutcome: string;
}

export const englishEndUserTexts: EndUserTexts = {
  byCode: {
    invalid_config: 'We cannot send codes at the moment. Please try again later.',
    invalid_message: 'We cannot send codes at the moment. Please try again later.',
    template_not_found: 'We cannot send codes at the moment. Please try again later.',
    template_invalid: 'We cannot send codes at the moment. Please try again later.',
    invalid_recipient: 'This phone number is not valid. Check it and try again.',
    unreachable_recipient: 'This number cannot receive text messages. Try another number.',
    opted_out: 'This number has opted out of our text messages. Use another number.',
    region_blocked: 'We cannot send codes to this country. Try another number.',
    content_rejected: 'We cannot send codes at the moment. Please try again later.',
    sender_invalid: 'We cannot send codes to this number at the moment. Try another number.',
    unauthorized: 'We cannot send codes at the moment. Please try again later.',
    account_suspended: 'We cannot send codes at the moment. Please try again later.',
    insufficient_balance: 'We cannot send codes at the moment. Please try again later.',
    rate_limited: 'Too many codes were requested. Please wait a moment and try again.',
    fraud_blocked: 'We cannot send a code to this number.',
    timeout: 'We could not send the code. Please try again.',
    network: 'We could not send the code. Please try again.',
    provider_unavailable: 'We could not send the code. Please try again.',
    invalid_response: 'We could not send the code. Please try again.',
    aborted: 'The request was canceled. Please try again.',
    unclassified: 'We could not send the code. Please try again.',
  },
  unknownOutcome:
    'Your code may be on its way. If it does not arrive within a minute, ask for a new one.',
};
