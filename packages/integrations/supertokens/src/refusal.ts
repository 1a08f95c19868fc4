import type { ConnectorError } from '@sms-connectors/core';
import { endUserText } from '@sms-connectors/core/end-user-texts';

/** A message that was certainly not sent. SuperTokens may show the text of an error to anybody: this one is for people. */
export class Refusal extends Error {
  override readonly name = 'SmsRefusal';

  constructor(error: ConnectorError, locale: string | null | undefined) {
    super(endUserText(error, locale));
  }
}
