/** Values that only a message may contain; the tests search for them everywhere else. */
export const canaries = {
  to: '+33698765401',
  code: '904172',
  content: 'Canary text: your code is {{code}}.',
  text: 'Canary text: your code is 904172.',
  preview: 'Canary preview: {{code}}.',
  reference: 'canary-reference-7c41',
  autofill: { webHost: 'example.com', androidAppHash: 'FA+9qCX9VSu' },
  requester: { ip: '203.0.113.71', userId: 'canary-user-9f27' },
} as const;

/** Up to 100 numbers, for providers that join or limit the messages to one number. */
export function recipientAt(index: number): string {
  return `+336123456${String(index).padStart(2, '0')}`;
}

/** Those of its message; an error or a receipt contains none of them. */
export const messageCanaries: readonly string[] = [
  canaries.to.slice(1),
  canaries.code,
  canaries.text,
  canaries.reference,
  canaries.requester.ip,
  canaries.requester.userId,
];
