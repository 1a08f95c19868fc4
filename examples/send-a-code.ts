// For applications: send a code with Twilio, and handle failures.
import { isConnectorError } from '@sms-connectors/core';
import { twilio } from '@sms-connectors/twilio';

const { env } = process;

const sms = twilio(
  {
    accountSID: env['TWILIO_ACCOUNT_SID'] ?? '',
    authToken: env['TWILIO_AUTH_TOKEN'],
    fromMessagingServiceSID: env['TWILIO_FROM_MESSAGING_SERVICE_SID'],
    templates: [
      {
        usageType: 'SignIn',
        content: 'Your sign-in code is {{code}}. It is valid for 10 minutes.',
      },
      { usageType: 'Generic', content: 'Your verification code is {{code}}.' },
    ],
  },
  { baseUrl: env['TWILIO_BASE_URL'] },
);

async function sendCode(to: string, code: string): Promise<string> {
  const expiresAt = new Date(Date.now() + 10 * 60_000);
  try {
    const receipt = await sms.send({ to, usageType: 'SignIn', payload: { code }, expiresAt });
    return `accepted as ${receipt.messageId} (${receipt.status})`;
  } catch (error) {
    if (!isConnectorError(error)) throw error;
    // The person may have received a valid code: do not send another unless they ask for it.
    if (error.outcome === 'unknown') return `perhaps sent (${error.code})`;
    if (error.code === 'invalid_recipient') return 'not sent: ask for the number again';
    return error.retryable
      ? `not sent: try again later (${error.code})`
      : `not sent: ${error.message}`;
  }
}

const recipients = process.argv.slice(2);
for (const to of recipients) console.log(await sendCode(to, '314159'));
