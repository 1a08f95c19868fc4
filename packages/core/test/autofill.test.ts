import { defineConnector, measureText, type Message, templatesSchema } from '@sms-connectors/core';
import { expectConnectorError } from '@sms-connectors/core/testing';
import { describe, expect, test } from 'vitest';
import * as z from 'zod';
import { acceptedBody, tiny } from './support/tiny-connector.ts';

async function textWith(
  autofill: unknown,
  {
    payload = { code: '314159' },
    template = 'Your code is {{code}}.',
  }: { payload?: object; template?: string } = {},
) {
  const texts: string[] = [];
  const sms = defineConnector({
    manifest: tiny.manifest,
    configSchema: z.strictObject({ templates: templatesSchema }),
    baseUrl: () => 'https://tiny.invalid',
    connect: () => ({
      request: ({ text }) => {
        texts.push(text);
        return { method: 'POST', url: 'https://tiny.invalid', headers: {} };
      },
      classify: () => ({ outcome: 'accepted', messageId: 'M1', status: 'queued' }),
      http: async () => ({ status: 201, headers: {}, body: acceptedBody }),
    }),
  })({ templates: [{ usageType: 'Generic', content: template }] });
  const message = { to: '+33612345678', usageType: 'Generic', payload, autofill } as Message;
  const receipt = await sms.send(message);
  return { text: texts[0], receipt };
}

describe('autofill', () => {
  test.each([
    [{ webHost: 'example.com' }, '\n\n@example.com #314159'],
    [{ androidAppHash: 'FA+9qCX9VSu' }, '\n\nFA+9qCX9VSu'],
    [
      { webHost: 'login.example.co.uk', androidAppHash: 'FA+9qCX9VSu' },
      '\n\nFA+9qCX9VSu\n@login.example.co.uk #314159',
    ],
    [{}, ''],
    [undefined, ''],
  ])('of %o ends the text', async (autofill, ending) => {
    const { text } = await textWith(autofill);
    expect(text).toBe(`Your code is 314159.${ending}`);
  });

  test('counts as part of the text', async () => {
    const template = `{{code}}${'x'.repeat(140)}`;
    const { text = '', receipt } = await textWith({ webHost: 'example.com' }, { template });
    expect(receipt.segments).toBe(2);
    expect(measureText(text).segments).toBe(2);
  });

  test('is not written twice', async () => {
    const template = 'Your code is {{code}}.\n\n@example.com #{{code}}';
    const { text } = await textWith({ webHost: 'example.com' }, { template });
    expect(text).toBe('Your code is 314159.\n\n@example.com #314159');
  });

  test('takes a code that is a number', async () => {
    const { text } = await textWith({ webHost: 'example.com' }, { payload: { code: 314_159 } });
    expect(text).toMatch(/\n\n@example\.com #314159$/);
  });

  test.each([
    ['https://example.com', /webHost/],
    ['Example.com', /webHost/],
    ['example.com #1', /webHost/],
    ['-a.example', /webHost/],
    ['', /webHost/],
    [7, /webHost/],
  ])('for the host %j is refused', async (webHost, wanted) => {
    expect((await expectConnectorError(textWith({ webHost }))).message).toMatch(wanted);
  });

  test.each(['FA+9qCX9VS', 'FA+9qCX9VSuu', 'FA 9qCX9VSu', '', 7])(
    'for the app %j is refused',
    async (androidAppHash) => {
      const error = await expectConnectorError(textWith({ androidAppHash }));
      expect(error).toMatchObject({ code: 'invalid_message', outcome: 'rejected' });
      expect(error.message).toMatch(/androidAppHash/);
    },
  );

  test.each([[{ text: 'x' }], [{ code: '314 159' }], [{ code: '' }]])(
    'without a code in %o is refused',
    async (payload) => {
      const template = 'No code';
      const sent = textWith({ webHost: 'example.com' }, { payload, template });
      expect((await expectConnectorError(sent)).code).toMatch(/invalid_message|template_invalid/);
    },
  );

  test.each(['example.com', null, 7])('that is %j is refused', async (autofill) => {
    expect((await expectConnectorError(textWith(autofill))).code).toBe('invalid_message');
  });
});
