/** Sentences of several guides outside the shared sections. They are translated only once. */
export const phrases = [
  'Create an account',
  'Set up a sender',
  'Get the credentials',
  'Compose the config',
  'Test it',
  'Usage types',
  'Templates',
  'Config types',
  'Capabilities',
  'Reference',
  'Put the URL of the handler into `deliveryReportUrl`.',
  'Each code links to its page at :value[name]. If a code is not in the table, the error code depends on the HTTP status.',
  'Must be letters, digits and punctuation, without spaces.',
  'Must be a number in E.164, a short code, or a name of up to 11 letters, digits and spaces.',
] as const;
