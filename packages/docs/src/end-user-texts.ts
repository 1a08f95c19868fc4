import { type ErrorCode, errorCodes } from '@sms-connectors/core';
import { endUserText } from '@sms-connectors/core/end-user-texts';

/** What to show to the person who waits for a code, in English, by error code. */
export const endUserTexts: ReadonlyMap<ErrorCode, string> = new Map(
  (Object.keys(errorCodes) as ErrorCode[]).map((code) => [
    code,
    endUserText({ code, outcome: 'rejected' }),
  ]),
);

/** The same if the message may have been sent, whatever the code. */
export const unknownOutcomeEndUserText = endUserText({ code: 'unclassified', outcome: 'unknown' });
