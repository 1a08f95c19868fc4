import { mkdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import type { DeliveryReport, InboxMessage } from '@sms-connectors/core';
import { expect, test } from 'vitest';
import { startConsole } from '../src/index.ts';
import { sealedFetch } from '../src/page/sealed-fetch.ts';
import { testProject } from './project.ts';

const uuid = '0'.repeat(8) + '-0000-4000-8000-' + '0'.repeat(12);
const templates = [{ usageType: 'Generic', content: 'Your code is {{code}}.' }];
const message = { to: '+33612345678', usageType: 'Generic', payload: { code: '314159' } };
const configs = {
  aws: {
    region: 'eu-west-1',
    accessKeyId: 'AKIAIOSFODNN7EXAMPLE',
    secretAccessKey: 'secret',
  },
  telnyx: { apiKey: 'KEY', messagingProfileId: uuid },
  twilio: {
    accountSID: `AC${'1'.repeat(32)}`,
    authToken: 'token',
    from: '+15005550006',
  },
  vonage: { apiKey: 'abcd1234', apiSecret: 'secret', from: 'Acme' },
} as const;

// AWS has no config field for the URL of reports: its emulator gets it when it starts.
test.each(Object.keys(configs) as (keyof typeof configs)[])(
  'the emulator of %s sends delivery reports to the console',
  async (id) => {
    await using project = await testProject(id);
    const pageDirectory = path.join(project.directory, 'page');
    await mkdir(pageDirectory, { recursive: true });
    await writeFile(path.join(pageDirectory, 'index.html'), '');
    await using running = await startConsole({ ...project, pageDirectory });

    const ask = sealedFetch(running.token);
    const response = await ask(`${running.origin}/api/connectors/${id}/send`, {
      method: 'POST',
      body: JSON.stringify({ config: { ...configs[id], templates }, target: 'emulator', message }),
    });
    const sent = (await response.json()) as object;
    expect(sent).toMatchObject({ outcome: 'accepted' });

    const live = async () => {
      const answer = await ask(`${running.origin}/api/connectors/${id}/live`);
      return (await answer.json()) as {
        readonly messages: readonly InboxMessage[];
        readonly reports: readonly DeliveryReport[];
      };
    };
    await expect.poll(async () => (await live()).reports.at(-1)?.status).toBe('delivered');
    const { messages, reports } = await live();
    expect(messages).toMatchObject([{ to: message.to, text: 'Your code is 314159.' }]);
    expect(new Set(reports.map(({ messageId }) => messageId))).toEqual(
      new Set(messages.map(({ messageId }) => messageId)),
    );
  },
);
