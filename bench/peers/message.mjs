// The one message that every peer sends, and the account it is sent from. Twilio's documentation has the
// numbers: https://www.twilio.com/docs/iam/test-credentials
export const accountSID = 'AC0123456789abcdef0123456789abcdef';
export const authToken = '0123456789abcdef0123456789abcdef';
export const messagingServiceSID = 'MG0123456789abcdef0123456789abcdef';
export const to = '+15005550006';
export const from = '+15005550001';
export const code = '314159';
export const content = 'Your sign-in code is {{code}}. It is valid for 10 minutes.';
export const text = content.replace('{{code}}', code);
export const templates = ['Register', 'SignIn', 'ForgotPassword', 'Generic'].map((usageType) => ({
  usageType,
  content,
}));

// What a program that speaks to the API by hand would write.
export const path = `/2010-04-01/Accounts/${accountSID}/Messages.json`;
export const headers = {
  authorization: `Basic ${btoa(`${accountSID}:${authToken}`)}`,
  'content-type': 'application/x-www-form-urlencoded',
};
export const body = () =>
  new URLSearchParams({ MessagingServiceSid: messagingServiceSID, To: to, Body: text }).toString();

/** Reads an answer as every peer must, to know whether the message was accepted. */
export function accepted(status, answer) {
  const { sid } = JSON.parse(answer);
  if (status !== 201 || typeof sid !== 'string') throw new Error(`not accepted: ${status}`);
}
