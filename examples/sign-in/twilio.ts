import { twilio } from '@sms-connectors/twilio';
import { templates } from './message-templates.ts';

const { env } = process;

/** Sends real messages. Without the variables, the application does not start. */
export const sms = twilio(
  {
    accountSID: env['TWILIO_ACCOUNT_SID'] ?? '',
    authToken: env['TWILIO_AUTH_TOKEN'],
    fromMessagingServiceSID: env['TWILIO_FROM_MESSAGING_SERVICE_SID'],
    templates,
  },
  { baseUrl: env['TWILIO_BASE_URL'] },
);
