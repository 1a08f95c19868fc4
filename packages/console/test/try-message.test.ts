import { type Connector, ConnectorError, trialAccount } from '@sms-connectors/core';
import { expect, test } from 'vitest';
import { tryMessage } from '../src/functions/try-message.ts';

const message = { to: '+33612345678', usageType: 'Generic', payload: { code: '1' } } as const;

function failing(advice?: string): Connector {
  const send = async () => {
    const provider = { id: 'acme', code: '21', advice };
    throw new ConnectorError({ code: trialAccount.code, outcome: 'rejected', provider });
  };
  return { id: 'acme', send } as Partial<Connector> as Connector;
}

test.each([
  ['its own', trialAccount.advice, trialAccount.advice],
  ['none of its own', undefined, 'Offer another channel, or ask for a mobile number.'],
])('a failure with a provider’s code that has %s', async (_, own, advice) => {
  expect(await tryMessage(failing(own), message)).toMatchObject({ outcome: 'rejected', advice });
});
