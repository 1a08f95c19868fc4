import { type Connector, ConnectorError, trialAccount } from '@sms-connectors/core';
import { expect, test } from 'vitest';
import { tryMessage } from '../src/functions/try-message.ts';

test('a failure has the advice of the provider’s code, if it has its own', async () => {
  const failing = (advice?: string): Connector =>
    ({
      id: 'acme',
      send: async () => {
        const provider = { id: 'acme', code: '21', advice };
        throw new ConnectorError({ code: trialAccount.code, outcome: 'rejected', provider });
      },
    }) as Partial<Connector> as Connector;
  const message = { to: '+33612345678', usageType: 'Generic', payload: { code: '1' } } as const;
  expect(await tryMessage(failing(trialAccount.advice), message)).toMatchObject({
    outcome: 'rejected',
    advice: trialAccount.advice,
  });
  expect(await tryMessage(failing(), message)).toMatchObject({
    advice: 'Ask the provider what the account lacks.',
  });
});
