import { Inject } from '@nestjs/common';

/** The token of the sender, for factories and tests: `overrideProvider(smsToken).useValue(mock(…))`. */
export const smsToken: unique symbol = Symbol('@sms-connectors/nestjs');

/** Injects the sender: `constructor(@InjectSms() private readonly sms: Sender)`. */
export function InjectSms(): PropertyDecorator & ParameterDecorator {
  return Inject(smsToken);
}
