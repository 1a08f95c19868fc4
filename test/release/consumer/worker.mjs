// An edge worker: sends one message with each connector, receives hooks, and responds with the results.
import { mock } from '@sms-connectors/mock';
import { twilio } from '@sms-connectors/twilio';
import { receiveHooks } from './hook.mjs';

const templates = [{ usageType: 'SignIn', content: 'Your sign-in code is {{code}}.' }];
const message = { to: '+33612345678', usageType: 'SignIn', payload: { code: '314159' } };

export default {
  async fetch(_request, { TWILIO_CONFIG, TWILIO_URL }) {
    const inboxed = mock({ templates });
    await inboxed.send(message);
    const [kept] = await inboxed.inbox.list();
    const sms = twilio({ ...JSON.parse(TWILIO_CONFIG), templates }, { baseUrl: TWILIO_URL });
    const { messageId } = await sms.send(message);
    const hooks = await receiveHooks();
    return Response.json({ runtime: navigator.userAgent, inMock: kept.text, messageId, hooks });
  },
};
