// The program that `npm start` runs: a code for every usage type, in three languages, with two connectors; and one code
// from its issue to its approval.
import { randomBytes } from 'node:crypto';
import { styleText } from 'node:util';
import {
  type Connector,
  adviceFor,
  isConnectorError,
  maskRecipient,
  type Receipt,
  type UsageType,
  usageTypes,
} from '@sms-connectors/core';
import { mock } from '@sms-connectors/mock';
import { failover } from '@sms-connectors/policies';
import { telnyx } from '@sms-connectors/telnyx';
import { startTelnyxEmulator } from '@sms-connectors/telnyx/emulator';
import { twilio } from '@sms-connectors/twilio';
import { startTwilioEmulator } from '@sms-connectors/twilio/emulator';
import { verification } from '@sms-connectors/verify';
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

const tick = styleText('green', '✓');

console.log(styleText('bold', 'sms-connectors: verification codes by SMS, with any provider.'));

console.log(`${styleText('bold', 'The mock')} sends nothing and keeps an inbox.`);
const inboxed = mock({ templates });
const kept = await sendEach(inboxed);
const inbox = new Map((await inboxed.inbox.list()).map(({ messageId, text }) => [messageId, text]));
for (const { usageType, to, receipt } of kept) {
  const text = inbox.get(receipt.messageId) ?? '';
  console.log(`  ${tick} ${usageType.padEnd(25)} ${maskRecipient(to).padEnd(15)} ${text}`);
}

await using emulator = await startTwilioEmulator();
console.log(
  `\n${styleText('bold', 'Twilio')} sends over HTTP; here to its emulator at ${emulator.url}.`,
);
const sms = twilio({ ...emulator.config, templates }, { baseUrl: emulator.url });
const sent = await sendEach(sms);
const segments = sent.reduce((sum, { receipt }) => sum + (receipt.segments ?? 0), 0);
const ids = sent.map(({ receipt }) => receipt.messageId);
const arrived = emulator.messages.filter(({ messageId }) => ids.includes(messageId)).length;
console.log(
  `  ${tick} ${sent.length} accepted, ${arrived} arrived, ${segments} segments; the first is ${ids[0]}`,
);

console.log(`${styleText('bold', 'A failover')} sends with the next provider if one is down.`);
const downEmulator = await startTelnyxEmulator();
const down = telnyx({ ...downEmulator.config, templates }, { baseUrl: downEmulator.url });
await downEmulator.close();
const { attempts = [] } = await failover([down, sms]).send({
  to: '+33612345678',
  usageType: 'SignIn',
  payload: { code: '314159' },
});
const tried = attempts.map(({ sender, code, outcome }) => `${sender}: ${code ?? outcome}`);
console.log(`  ${tick} ${tried.join(', then ')}`);

console.log(`${styleText('bold', 'Verify')} makes a code, sends it, and approves it once.`);
const phone = mock({ templates });
const codes = verification({ sender: phone, secret: randomBytes(32).toString('base64') });
const [, { to, locale }] = people;
const started = await codes.start({ to, usageType: 'SignIn', locale });
if (started.status !== 'started') throw new Error(`No code was sent: ${started.status}`);
const { payload } = await phone.inbox.waitFor({ to });
const right = String(payload['code']);
const checked: string[] = [];
for (const code of ['wrong', right, right]) {
  checked.push((await codes.check({ id: started.id, code })).status);
}
const [wrong, first, second] = checked;
console.log(
  `  ${tick} sent ${right}; another code: ${wrong}, ${right}: ${first}, ${right} again: ${second}`,
);

console.log(
  `${styleText('bold', 'An error')} says whether anything may have been sent, and what to do.`,
);
await sms
  .send({ to: '+15005550004', usageType: 'SignIn', payload: { code: '314159' } })
  .catch((error: unknown) => {
    if (!isConnectorError(error)) throw error;
    const { code, outcome, message, provider } = error;
    console.log(`  ${styleText('red', '✗')} ${outcome} (${code}), ${message}`);
    console.log(`    ${adviceFor(code, outcome)} ${provider.docsUrl}`);
  });

console.log('\nNext: README.md, examples/, and `npm test`.');
