// Runs on every runtime: sends four messages, receives hooks, and prints the results.
import { mock } from '@sms-connectors/mock';
import { twilio } from '@sms-connectors/twilio';
import { startTwilioEmulator } from '@sms-connectors/twilio/emulator';
import { receiveHooks } from './hook.mjs';

const templates = [{ usageType: 'SignIn', content: 'Your sign-in code is {{code}}.' }];
const message = { to: '+33612345678', usageType: 'SignIn', payload: { code: '314159' } };
const failure = ({ name, code, outcome }) => ({ name, code, outcome });

const inboxed = mock({ templates });
await inboxed.send(message);
const [kept] = await inboxed.inbox.list();

const emulator = await startTwilioEmulator();
const sms = twilio({ ...emulator.config, templates }, { baseUrl: emulator.url });
const receipt = await sms.send(message);
const [taken] = emulator.messages;
const userAgent = emulator.requests[0].headers['user-agent'];
const optedOut = await sms.send({ ...message, to: '+15005550004' }).catch(failure);
await emulator.close();
// An address of its own: a connection that a client still keeps to the first one would end as `unknown`.
const closed = await startTwilioEmulator();
await closed.close();
const late = twilio({ ...closed.config, templates }, { baseUrl: closed.url });
const nobodyThere = await late.send(message).catch(failure);

console.log(
  JSON.stringify({
    runtime: navigator.userAgent,
    inMock: { to: kept.to, text: kept.text },
    inTwilio: {
      to: taken.to,
      text: taken.text,
      isTheReceipts: taken.messageId === receipt.messageId,
    },
    userAgent,
    optedOut,
    nobodyThere,
    hooks: await receiveHooks(),
  }),
);
