import assert from 'node:assert/strict';
import { isConnectorError } from '../../errors/connector-error.ts';
import type { ApprovedTemplate, TemplateParameter } from '../../text/template-types.ts';
import { canaries } from './canaries.ts';
import type { KitRunner } from './kit-runner.ts';
import { send, sendAccepted } from './send.ts';
import { receivedContent, renderedContent, type Subject } from './subject.ts';

/** The provider receives the id of an approved template and its values, and nothing of the text. */
export function approvedTemplatesGroup({ test }: KitRunner, subject: Subject): void {
  const template = (): ApprovedTemplate => {
    const { template: templateOf } = subject.options;
    assert.ok(
      templateOf !== undefined,
      'Pass `template` in test/connector.test.ts: the approved templates that the emulator knows.',
    );
    return { usageType: 'SignIn', ...templateOf('SignIn') };
  };

  test('sends the template’s id and its values in order', async ({ open }) => {
    await using stage = await open();
    const approved = template();
    await sendAccepted(subject, stage.connect({ templates: [approved] }));
    const received = await stage.received();
    assert.deepEqual(
      received.map((message) => receivedContent(message, approved)),
      [renderedContent(approved, subject.payload)],
      'Send template.templateId and the values of RenderedMessage.parameters in their order; have the emulator record them as templateId and templateParameters.',
    );
  });

  test('refuses a value that the provider does not accept, before it is sent', async ({ open }) => {
    await using stage = await open();
    const approved = template();
    const constrained = approved.parameters.filter(isConstrained);
    assert.ok(
      constrained.length > 0,
      'Give a parameter of `template` in test/connector.test.ts its format or maxLength, as the provider documents it.',
    );
    const connector = stage.connect({ templates: [approved] });
    for (const { name } of constrained) {
      // Too long for every maxLength, and neither digits nor letters.
      const payload = { ...subject.payload, [name]: '-'.repeat(2000) };
      const failed = await send(subject, connector, { payload }).catch((error: unknown) => error);
      assert.ok(
        isConnectorError(failed) && failed.code === 'invalid_message',
        `The config must keep format and maxLength of the parameter ${name}: use approvedTemplateSchema.`,
      );
    }
    assert.equal(await stage.attempts(), 0, 'A refused value must not be sent.');
  });

  test('sends no preview text', async ({ openEmulator }) => {
    await using stage = await openEmulator();
    const approved = { ...template(), content: canaries.preview };
    await sendAccepted(subject, stage.connect({ templates: [approved] }));
    const requests = stage.messageRequests();
    assert.ok(requests.length > 0, 'The emulator received no message request.');
    for (const { body, query } of requests) {
      assert.ok(
        !/canary(?:\W|%20)preview/i.test(`${body} ${query.toString()}`),
        'An approved template’s content is for previews; do not send it.',
      );
    }
  });

  test('measures no text that it does not know', async ({ open }) => {
    await using stage = await open();
    const receipt = await sendAccepted(subject, stage.connect({ templates: [template()] }));
    assert.ok(
      !('encoding' in receipt) && !('segments' in receipt),
      'The provider writes the text: the receipt must have neither encoding nor segments.',
    );
  });
}

/** Whether a placeholder of the parameter's own name is its whole value, and not every value is accepted. */
function isConstrained({ name, value, format, maxLength }: TemplateParameter): boolean {
  const isWhole = value === undefined || value.replaceAll(/\s/g, '') === `{{${name}}}`;
  return isWhole && (format !== undefined || maxLength !== undefined);
}
