// What `npm start` shows: a code for every usage type, in three languages, through two connectors.
import { styleText } from 'node:util';
import {
  type Connector,
  maskRecipient,
  type Receipt,
  type UsageType,
  usageTypes,
} from '@sms-connectors/core';
import { mock } from '@sms-connectors/mock';
import { twilio } from '@sms-connectors/twilio';
import { startTwilioEmulator } from '@sms-connectors/twilio/emulator';
import { templates } from './templates.ts';

const people = [
  { to: '+15005550100', locale: 'en' },
  { to: '+33612345678', locale: 'fr' },
  { to: '+5511912345678', locale: 'pt' },
] as const;

/** Sends one message for each usage type, each to the next person, and returns the receipts. */
function sendEach(
  sms: Connector,
): Promise<{ usageType: UsageType; to: string; receipt: Receipt }[]> {
  const payload = { code: '314159', link: 'https://example.com/join' };
  return Promise.all(
    usageTypes.map(async (usageType, index) => {
      const { to, locale } = people[index % people.length] ?? people[0];
      return { usageType, to, receipt: await sms.send({ to, usageType, payload, locale }) };
    }),
  );
}

function print(
  sent: Awaited<ReturnType<typeof sendEach>>,
  texts: ReadonlyMap<string, string>,
): void {
  for (const { usageType, to, receipt } of sent) {
    const { messageId, status, encoding, segments } = receipt;
    const size = `${encoding} × ${segments}`;
    const facts = [
      maskRecipient(to).padEnd(15),
      usageType.padEnd(25),
      status.padEnd(10),
      size,
      messageId,
    ];
    console.log(`  ${styleText('green', '✓')} ${facts.join(' ')}`);
    console.log(styleText('dim', `      ${texts.get(messageId) ?? ''}`));
  }
}

console.log(
  styleText('bold', '\nsms-connectors: verification codes by SMS, one line whatever the provider.'),
);

console.log(styleText('bold', '\nThe mock'), 'sends nothing and keeps an inbox.');
const inboxed = mock({ templates });
const kept = await sendEach(inboxed);
print(kept, new Map((await inboxed.inbox.list()).map(({ messageId, text }) => [messageId, text])));

await using emulator = await startTwilioEmulator();
console.log(
  styleText('bold', '\nTwilio'),
  `sends over HTTP; here to Twilio’s emulator at ${emulator.url}.`,
);
const sms = twilio({ ...emulator.config, templates }, { baseUrl: emulator.url });
const sent = await sendEach(sms);
print(sent, new Map(emulator.messages.map(({ messageId, text }) => [messageId, text])));

console.log(
  styleText('bold', '\nAn error'),
  'says whether anything may have been sent, and what to do.',
);
await sms
  .send({ to: '+15005550004', usageType: 'SignIn', payload: { code: '314159' } })
  .catch(console.log);

console.log('\nNext: README.md, examples/, and `npm test`.\n');
