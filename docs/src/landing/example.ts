import { twilio } from '@sms-connectors/twilio';

const sms = twilio({
  accountSID: 'AC0123456789abcdef0123456789abcdef',
  authToken: '<your-auth-token>',
  fromMessagingServiceSID: 'MG0123456789abcdef0123456789abcdef',
  templates: [{ usageType: 'SignIn', content: 'Your code is {{code}}.' }],
});

// One attempt: a receipt, or an error that says what happened.
const { messageId, status } = await sms.send({
  to: '+33612345678',
  usageType: 'SignIn',
  payload: { code: '123456' },
});
console.log(messageId, status);
