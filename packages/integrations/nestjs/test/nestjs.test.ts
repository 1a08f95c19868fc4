import type { Sender } from '@sms-connectors/core';
import { type MockConfig, mock } from '@sms-connectors/mock';
import { SmsModule, smsToken } from '@sms-connectors/nestjs';
import { afterAll, expect, test } from 'vitest';
import { describeAdapter } from '../../../../test/adapters/describe-adapter.ts';
import { startNest } from './nest-app.ts';

const templates: MockConfig['templates'] = [
  { usageType: 'SignIn', content: 'Your code is {{code}}.' },
];

test('forRoot gives a sender to every module', async () => {
  const phone = mock({ templates });
  await using nest = await startNest([SmsModule.forRoot(phone)]);
  expect(await nest.post('+33612345678')).toMatchObject({
    status: 201,
    body: { status: 'delivered' },
  });
  expect(await phone.inbox.list()).toMatchObject([
    { to: '+33612345678', text: 'Your code is 314159.' },
  ]);
  expect(nest.app.get(smsToken)).toBe(phone);
});

test('forRootAsync makes the sender from other providers', async () => {
  const phones: ReturnType<typeof mock>[] = [];
  class Settings {}
  const settings = {
    module: Settings,
    providers: [{ provide: 'templates', useValue: templates }],
    exports: ['templates'],
  };
  await using nest = await startNest([
    SmsModule.forRootAsync({
      imports: [settings],
      inject: ['templates'],
      useFactory: async (given: typeof templates) => {
        const phone = mock({ templates: given });
        phones.push(phone);
        return phone;
      },
    }),
  ]);
  expect(await nest.post('+33612345678')).toMatchObject({ status: 201 });
  expect(phones).toHaveLength(1);
  expect(await phones[0]?.inbox.list()).toMatchObject([{ text: 'Your code is 314159.' }]);
});

test('an invalid config stops the start', async () => {
  const started = startNest([
    SmsModule.forRootAsync({ useFactory: () => mock({ templates: [{}] } as never) }),
  ]);
  await expect(started).rejects.toMatchObject({ code: 'invalid_config' });
});

let sending: Sender['send'];
const nest = await startNest([
  SmsModule.forRoot({ id: 'switch', send: (...given) => sending(...given) }),
]);
afterAll(() => nest.app.close());

describeAdapter('Nest', {
  audience: 'person',
  takesSenderAlone: true,
  ask: async ({ sender: { send } }) => {
    sending = send;
    const { status, body } = await nest.post('+33612345678');
    return { answer: status === 201 ? 'yes' : 'no', seen: [body], read: JSON.stringify(body) };
  },
});
