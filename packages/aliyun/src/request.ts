import type { HttpRequest, RejectedAnswer, RenderedMessage } from '@sms-connectors/core';
import type { AliyunTemplate, Api } from './config.ts';
import type { Parameters, Sign } from './signed-requests.ts';

type Message = RenderedMessage<AliyunTemplate>;

/** What differs between the APIs. */
interface Action {
  /** Why a message must not be sent. */
  readonly refusal: (message: Message) => RejectedAnswer | undefined;
  readonly parameters: (message: Message) => Parameters;
}

const actions: Readonly<Record<Api, Action>> = {
  // https://help.aliyun.com/document_detail/55284.html
  SendSms: {
    refusal: ({ to, template }) =>
      looksMainland(to) && template.overseasTemplateId === undefined ? ambiguous : undefined,
    parameters: ({ to, template: { templateId, overseasTemplateId }, parameters }) => ({
      PhoneNumbers: to.slice(1),
      TemplateCode: isMainland(to) ? templateId : (overseasTemplateId ?? templateId),
      ...(parameters.length > 0 && { TemplateParam: JSON.stringify(valuesByName(parameters)) }),
    }),
  },
  // https://help.aliyun.com/zh/pnvs/developer-reference/api-dypnsapi-2017-05-25-sendsmsverifycode
  SendSmsVerifyCode: {
    refusal: ({ to }) => (isMainland(to) ? undefined : overseas),
    parameters: ({ to, template: { templateId }, parameters }) => ({
      CountryCode: '86',
      PhoneNumber: to.slice('+86'.length),
      TemplateCode: templateId,
      // All templates of this API say for how many minutes the code is valid.
      TemplateParam: JSON.stringify({ min: '10', ...valuesByName(parameters) }),
    }),
  },
};

/** Prepares the requests that send a message. */
export function prepareRequest(
  { api, signName }: { readonly api: Api; readonly signName: string },
  sign: Sign,
): (message: Message) => Promise<HttpRequest> | RejectedAnswer {
  const { refusal, parameters } = actions[api];
  return (message) => {
    const { reference } = message;
    return (
      refusal(message) ??
      sign(api, {
        ...parameters(message),
        SignName: signName,
        ...(reference !== undefined && { OutId: reference }),
      })
    );
  };
}

const overseas: RejectedAnswer = {
  outcome: 'rejected',
  code: 'region_blocked',
  advice: 'Set `api` to `SendSms`: `SendSmsVerifyCode` sends to mainland China only.',
};

// With a template for mainland China, the code could go to a stranger there. Other templates cannot be sent there:
// https://help.aliyun.com/document_detail/101346.html (isv.DOMESTIC_NUMBER_NOT_SUPPORTED)
const ambiguous: RejectedAnswer = {
  outcome: 'rejected',
  code: 'region_blocked',
  advice:
    'Set `overseasTemplateId`: without the plus sign, this number looks like one of mainland China.',
};

function isMainland(to: string): boolean {
  return to.startsWith('+86');
}

/** `SendSms` takes numbers of mainland China without a country code, too: 11 digits that start with 13 to 19. */
function looksMainland(to: string): boolean {
  return /^\+1[3-9]\d{9}$/.test(to);
}

function valuesByName(parameters: Message['parameters']): Readonly<Record<string, string>> {
  return Object.fromEntries(parameters.map(({ name, value }) => [name, value]));
}
