import { mock } from '@sms-connectors/mock';

const sms = mock({
  templates: [
    { usageType: 'SignIn', content: 'Your sign-in code is {{code}}.' },
    { usageType: 'Generic', content: 'Your verification code is {{code}}.' },
  ],
});

const message = { to: '+33612345678', usageType: 'SignIn', payload: { code: '314159' } } as const;
const { status } = await sms.send(message);
console.log(status, (await sms.inbox.waitFor()).text);
