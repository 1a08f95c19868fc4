/** A valid config without a token for delivery reports. */
export const config = {
  connectionString: 'endpoint=https://contoso.communication.azure.com/;accesskey=c2VjcmV0LWtleQ==',
  from: '+18001110000',
  templates: [{ usageType: 'Generic', content: 'Your code is {{code}}.' }],
} as const;
