import { type ConnectorError, templatePlaceholders, templateProblems } from '@sms-connectors/core';
import { expectConnectorError } from '@sms-connectors/core/testing';
import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { runs } from '../../../test/property-runs.ts';
import { takingHttp, tiny } from './support/tiny-connector.ts';

const to = '+33612345678';
const code = '904172';
const link = 'https://example.com/i/7Qm2';

async function sendWith(template: object, payload: object) {
  const { http, texts } = takingHttp();
  const templates = [{ usageType: 'Generic' as const, content: '', ...template }];
  const sms = tiny({ templates }, { http });
  const sending = sms.send({ to, usageType: 'BindMfa', payload });
  return { sending, texts };
}

describe('a message whose code the template would lose', () => {
  test.each([
    'Your code is {code}.',
    'Your code is %s.',
    'Your code is ${code}.',
    'Your code is <%= code %>.',
    'Your code is {{cod}}.',
    'Your account is ready.',
    'Hello {{name}}.',
  ])('is refused before it is sent: %j', async (content) => {
    const { sending, texts } = await sendWith({ content }, { code, name: 'Zoe', cod: 'x' });
    const error = await expectConnectorError(sending);
    expect(error).toMatchObject({
      code: 'template_invalid',
      outcome: 'rejected',
      retryable: false,
    });
    expect(error.message).toBe(
      'tiny: the template for BindMfa has no {{code}}, so the person would not get the code.',
    );
    expect(texts()).toEqual([]);
  });

  test('is refused like one whose link it would lose', async () => {
    const { sending } = await sendWith({ content: 'Join us.' }, { link });
    const error = await expectConnectorError(sending);
    expect(error.code).toBe('template_invalid');
    expect(error.message).toContain('has no {{link}}');
  });

  test.each<[content: string, payload: object, text: string]>([
    ['{{code}}', { code, link }, code],
    ['{{link}}', { code, link }, link],
    ['Hello {{name}}.', { name: 'Zoe' }, 'Hello Zoe.'],
    ['Your account is ready.', { code: '', link: undefined }, 'Your account is ready.'],
    ['Your account is ready.', Object.create({ code }) as object, 'Your account is ready.'],
  ])('%j with %j is sent', async (content, payload, text) => {
    const { sending, texts } = await sendWith({ content }, payload);
    await sending;
    expect(texts()).toEqual([text]);
  });

  test('is sent if the template says so', async () => {
    const template = { content: 'Your account is ready.', withoutCode: true };
    const { sending, texts } = await sendWith(template, { code });
    await sending;
    expect(texts()).toEqual(['Your account is ready.']);
  });
});

const fragments =
  '{{code}}|{{ link }}|{{name}}|{code}|%s|${code}|<%= code %>|{{cod}}|[code]|:link|Your code is |code|👋| |100%|{{user.code}}|$|<'.split(
    '|',
  );

test('a message with a code is refused just if its template has a problem', async () => {
  const fragment = fc.constantFrom(...fragments);
  const contents = fc.array(fragment, { minLength: 1, maxLength: 6 }).map((all) => all.join(''));
  const values = { code, link, name: 'Zoe', cod: 'x', user: { code: 'x' } };
  await fc.assert(
    fc.asyncProperty(contents, fc.boolean(), async (content, withoutCode) => {
      const problems = templateProblems({ usageType: 'Generic', content, withoutCode });
      const { sending, texts } = await sendWith({ content, withoutCode }, values);
      const ended = await sending.then(
        () => 'sent',
        (error: unknown) => (error as ConnectorError).code,
      );
      expect(ended).toBe(problems.length === 0 ? 'sent' : 'template_invalid');
      const lost = texts().filter((text) => !withoutCode && !/904172|7Qm2/.test(String(text)));
      expect(lost).toEqual([]);
    }),
    runs(200),
  );
});

test('whatever is written of a template, its problems can be asked for', () => {
  const draft = fc.record(
    {
      usageType: fc.anything(),
      content: fc.oneof(fc.string(), fc.anything()),
      templateId: fc.anything(),
      parameters: fc.oneof(
        fc.array(fc.record({ name: fc.anything(), value: fc.anything() })),
        fc.anything(),
      ),
      withoutCode: fc.anything(),
    },
    { requiredKeys: [] },
  );
  fc.assert(
    fc.property(draft, (template) => {
      expect(templatePlaceholders(template).every((name) => typeof name === 'string')).toBe(true);
      for (const { message, parameters } of templateProblems(template)) {
        expect(message).toContain(parameters.placeholder);
      }
    }),
    runs(300),
  );
});
