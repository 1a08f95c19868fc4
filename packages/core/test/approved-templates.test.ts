import {
  approvedTemplateSchema,
  classifyHttpStatus,
  defineConnector,
  type HttpRequest,
  templatesOf,
} from '@sms-connectors/core';
import { expectConnectorError } from '@sms-connectors/core/testing';
import { expect, test } from 'vitest';
import * as z from 'zod';
import { thrown } from './support/thrown.ts';
import { tiny } from './support/tiny-connector.ts';

const template = {
  usageType: 'Generic',
  templateId: 'T100',
  content: 'Your code is {{code}}, valid for {{minutes}} minutes.',
  parameters: [
    { name: 'code', format: 'digits', maxLength: 6 },
    { name: 'validity', value: '{{minutes}} min' },
  ],
} as const;
const message = {
  to: '+8613800138000',
  usageType: 'Generic',
  payload: { code: '123456', minutes: 5 },
} as const;

function approved(templates: readonly object[] = [template]) {
  const requests: HttpRequest[] = [];
  const factory = defineConnector({
    manifest: {
      ...tiny.manifest,
      capabilities: { ...tiny.manifest.capabilities, content: ['template'], messageIds: 'local' },
    },
    configSchema: z.strictObject({ templates: templatesOf(approvedTemplateSchema) }),
    baseUrl: () => 'https://tiny.invalid',
    connect: () => ({
      request: ({ template: { templateId }, parameters }) => ({
        method: 'POST',
        url: 'https://tiny.invalid/sms',
        headers: {},
        body: JSON.stringify({ templateId, parameters: parameters.map(({ value }) => value) }),
      }),
      classify: (response) =>
        response.status === 200
          ? { outcome: 'accepted', status: '0' }
          : classifyHttpStatus(response),
      http: async (request) => {
        requests.push(request);
        return { status: 200, headers: {}, body: '' };
      },
    }),
  });
  return { sms: factory({ templates } as Parameters<typeof factory>[0]), requests };
}

test('its id and its parameters go out in order; no text is known, so none is measured', async () => {
  const { sms, requests } = approved();
  const receipt = await sms.send(message);
  expect(JSON.parse(requests[0]?.body ?? '')).toEqual({
    templateId: 'T100',
    parameters: ['123456', '5 min'],
  });
  expect(receipt).toEqual({
    messageId: expect.stringMatching(/^[0-9a-f-]{36}$/),
    messageIdSource: 'local',
    status: '0',
    provider: { id: 'tiny' },
  });
});

test.each(['1', 'a b'])('a parameter named %j needs a value of its own', (name) => {
  const { issues } = thrown(() => approved([{ ...template, parameters: [{ name }] }]));
  expect(issues).toMatchObject([{ path: 'templates[0].parameters[0].value' }]);
  expect(() =>
    approved([{ ...template, parameters: [{ name, value: '{{code}}' }] }]),
  ).not.toThrow();
});

test('a code that no parameter takes is refused before it is sent', async () => {
  const { sms, requests } = approved([{ ...template, parameters: [] }]);
  const error = await expectConnectorError(sms.send(message));
  expect(error).toMatchObject({ code: 'template_invalid', outcome: 'rejected' });
  expect(requests).toEqual([]);
  const notice = approved([{ ...template, parameters: [], withoutCode: true }]);
  await notice.sms.send(message);
  expect(notice.requests).toHaveLength(1);
});

test.each(['12345a', '1234567', '12 456', '١٢٣٤٥٦'])(
  'a value that the provider does not accept, such as %j, is refused before it is sent',
  async (code) => {
    const { sms, requests } = approved();
    const error = await expectConnectorError(
      sms.send({ ...message, payload: { ...message.payload, code } }),
    );
    expect(error).toMatchObject({ code: 'invalid_message', outcome: 'rejected' });
    expect(error.message).toContain('template parameter code must be digits, at most 6');
    expect(error.message).not.toContain(code);
    expect(requests).toEqual([]);
  },
);

test('a missing value is refused before it is sent', async () => {
  const { sms, requests } = approved();
  const error = await expectConnectorError(sms.send({ ...message, payload: { code: '1' } }));
  expect(error.message).toContain('payload.minutes');
  expect(requests).toEqual([]);
});

test('without parameters, the code is the only one', async () => {
  const { sms, requests } = approved([{ usageType: 'Generic', templateId: 'T1' }]);
  await sms.send(message);
  expect(JSON.parse(requests[0]?.body ?? '')).toEqual({ templateId: 'T1', parameters: ['123456'] });
});

test('its placeholders are checked with the config', () => {
  const parameters = [{ name: 'code', value: '{{code' }];
  const { issues } = thrown(() => approved([{ ...template, parameters }]));
  expect(issues).toMatchObject([{ path: 'templates[0].parameters[0].value' }]);
});
