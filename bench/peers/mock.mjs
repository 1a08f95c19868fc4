import { mock } from '@sms-connectors/mock';
import { code, templates, to } from './message.mjs';

export function connect() {
  const sms = mock({ templates });
  let sent = 0;
  return async () => {
    await sms.send({ to, usageType: 'SignIn', payload: { code } });
    sent += 1;
    if (sent % 1000 === 0) await sms.inbox.clear();
  };
}
