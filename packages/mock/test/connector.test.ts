import { type ConnectorError, type ErrorCode, errorCodes, usageTypes } from '@sms-connectors/core';
import { describeConnector, expectConnectorError } from '@sms-connectors/core/testing';
import { mock, simulatedRecipients } from '@sms-connectors/mock';
import { isValidPhoneNumber } from 'libphonenumber-js/max';
import { describe, expect, test } from 'vitest';
import { deliveryReportSecret, signedRequest } from './signed-request.ts';

const templates = [
  { usageType: 'SignIn', content: 'Your sign-in code is {{code}}.' },
  { usageType: 'SignIn', locale: 'fr', content: 'Votre code de connexion : {{code}} 🔑' },
  { usageType: 'Generic', content: 'Your code is {{code}}.' },
] as const;
const message = { to: '+33612345678', usageType: 'SignIn', payload: { code: '314159' } } as const;

describeConnector({
  runner: { describe, test },
  connector: mock,
  config: { from: 'Acme', deliveryReportSecret },
  packageUrl: new URL('..', import.meta.url),
  received: async ({ inbox }) =>
    (await inbox.list()).map(({ expiresAt, ...received }) => ({
      ...received,
      validitySeconds:
        expiresAt === undefined
          ? undefined
          : Math.floor((Date.parse(expiresAt) - Date.parse(received.at)) / 1000),
    })),
  answers: [],
  deliveryReports: {
    webhooks: [
      {
        name: 'a delivered message',
        request: signedRequest({ messageId: 'M1', status: 'delivered' }),
        reports: [
          { messageId: 'M1', status: 'delivered', provider: { id: 'mock', status: 'delivered' } },
        ],
      },
      {
        name: 'a message that was not delivered',
        request: signedRequest({
          messageId: 'M1',
          status: 'undelivered',
          code: 'unreachable_recipient',
          at: '2026-01-02T03:04:05.678Z',
        }),
        reports: [
          {
            messageId: 'M1',
            status: 'undelivered',
            code: 'unreachable_recipient',
            at: new Date('2026-01-02T03:04:05.678Z'),
            provider: { id: 'mock', status: 'undelivered' },
          },
        ],
      },
    ],
    proof: ['x-mock-timestamp', 'x-mock-signature'],
    stale: signedRequest({ messageId: 'M1', status: 'delivered' }, Date.now() - 3_600_000),
  },
});

describe('a send', () => {
  test('puts the message into the inbox as a phone shows it', async () => {
    const sms = mock({ from: 'Acme', templates });
    const receipt = await sms.send({ ...message, to: '+33 6 12 34 56 78', locale: 'fr-CA' });

    const messages = await sms.inbox.list();
    expect(messages).toEqual([
      {
        messageId: receipt.messageId,
        to: '+33612345678',
        from: 'Acme',
        usageType: 'SignIn',
        locale: 'fr-CA',
        text: 'Votre code de connexion : 314159 🔑',
        payload: { code: '314159' },
        encoding: 'UCS-2',
        segments: 1,
        at: expect.stringMatching(/^\d{4}-\d\d-\d\dT/),
      },
    ]);
    expect(receipt).toEqual({
      messageId: messages[0]?.messageId,
      status: 'delivered',
      encoding: 'UCS-2',
      segments: 1,
      provider: { id: 'mock' },
    });
  });

  test('shows the reference and the requester', async () => {
    const sms = mock({ templates });
    const requester = { ip: '192.0.2.1', userId: 'user-1' };
    const receipt = await sms.send({ ...message, reference: 'sign-in-1', requester });
    expect(await sms.inbox.list()).toMatchObject([{ reference: 'sign-in-1', requester }]);
    expect(receipt).not.toHaveProperty('ignored');
  });

  test('leaves nothing in the inbox if core refuses the message', async () => {
    const sms = mock({ templates });
    await expect(sms.send({ ...message, payload: {} })).rejects.toMatchObject({
      code: 'invalid_message',
      outcome: 'rejected',
      message: expect.stringContaining('payload.code'),
    });
    expect(await sms.inbox.list()).toEqual([]);
  });

  test('finds a template for every usage type through Generic, but not for the required ones', async () => {
    const sms = mock({ templates });
    const codes = await Promise.all(
      usageTypes.map((usageType) =>
        sms.send({ ...message, usageType }).then(
          () => [usageType, 'accepted'],
          (error: ConnectorError) => [usageType, error.code],
        ),
      ),
    );
    const refused = codes.filter(([, code]) => code === 'template_not_found').map(([name]) => name);
    expect(refused).toEqual(['Register', 'ForgotPassword']);
    expect(await sms.inbox.list()).toHaveLength(usageTypes.length - 2);
  });
});

describe('a recipient that fails', () => {
  test.each(Object.keys(simulatedRecipients))('%s is valid to libphonenumber', (to) => {
    expect(isValidPhoneNumber(to)).toBe(true);
  });

  test.each(Object.entries(simulatedRecipients))('%s', async (to, simulation) => {
    const sms = mock({ templates });
    const expected =
      'failure' in simulation
        ? {
            code: simulation.failure.failure,
            outcome: simulation.failure.sent ? 'unknown' : 'rejected',
          }
        : simulation.answer;
    expect(await expectConnectorError(sms.send({ ...message, to }))).toMatchObject(expected);
    expect(await sms.inbox.list()).toEqual([]);
  });

  test('exists for every error of an answer or the network', () => {
    const raisedBeforehand: ErrorCode[] = [
      'invalid_config',
      'invalid_message',
      'template_not_found',
      'aborted',
    ];
    const simulated = Object.values(simulatedRecipients).map((simulation) =>
      'failure' in simulation ? simulation.failure.failure : simulation.answer.code,
    );
    expect(new Set([...simulated, ...raisedBeforehand])).toEqual(new Set(Object.keys(errorCodes)));
  });
});
