// The message that every peer sends, and its account. The numbers are from Twilio's documentation:
// https://www.twilio.com/docs/iam/test-credentials
export const accountSID = 'AC0123456789abcdef0123456789abcdef';
// Unlike anything in the ids: a message id that repeats the token is refused.
export const authToken = 'fedcba9876543210fedcba9876543210';
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

// The request of a program that calls the API without a library.
export const path = `/2010-04-01/Accounts/${accountSID}/Messages.json`;
export const headers = {
  authorization: `Basic ${btoa(`${accountSID}:${authToken}`)}`,
  'content-type': 'application/x-www-form-urlencoded',
};
export const body = () =>
  new URLSearchParams({ MessagingServiceSid: messagingServiceSID, To: to, Body: text }).toString();

/** Parses a response to learn whether the message was accepted, as every peer must. */
export function accepted(status, answer) {
  const { sid } = JSON.parse(answer);
  if (status !== 201 || typeof sid !== 'string') throw new Error(`not accepted: ${status}`);
}
