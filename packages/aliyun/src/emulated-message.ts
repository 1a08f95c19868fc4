import type { EmulatedMessage } from '@sms-connectors/core/testing';
import type { AliyunAccount } from './emulator.ts';

type Parameters = Readonly<Record<string, string>>;

/** Why a message is not sent: a code of Alibaba Cloud, and its words. */
export type Refusal = readonly [code: string, message: string];
type Recorded = Omit<EmulatedMessage, 'messageId' | 'at'>;

export interface EmulatedApi {
  /** The recipient in E.164, if the number is one. */
  readonly recipient: (parameters: Parameters) => string | undefined;
  /** The form of the codes of templates. */
  readonly templateCode: RegExp;
  /** The text of a template that the account does not name. */
  readonly template: string;
}

export const sendSms: EmulatedApi = {
  recipient: ({ PhoneNumbers: number = '' }) => {
    // https://help.aliyun.com/document_detail/55284.html
    const [, mainland] = /^(?:\+86|0086|86|\+)?(1[3-9]\d{9})$/.exec(number) ?? [];
    if (mainland !== undefined) return `+86${mainland}`;
    return /^(?!86)[1-9]\d{6,14}$/.test(number) ? `+${number}` : undefined;
  },
  templateCode: /^SMS_\d{1,20}$/,
  template: 'Your verification code is ${code}.',
};

export const sendSmsVerifyCode: EmulatedApi = {
  recipient: ({ CountryCode: country = '86', PhoneNumber: number = '' }) =>
    country === '86' && /^1[3-9]\d{9}$/.test(number) ? `+86${number}` : undefined,
  templateCode: /^\d{6}$/,
  template: 'Your verification code is ${code}. It is valid for ${min} minutes.',
};

/** Reads a request for a message. */
export function readMessage(
  { recipient, templateCode, template }: EmulatedApi,
  { signName, templates }: AliyunAccount,
  parameters: Parameters,
): Recorded | Refusal {
  const { SignName: from = '', TemplateCode: templateId = '', TemplateParam, OutId } = parameters;
  const to = recipient(parameters);
  const values = valuesIn(TemplateParam);
  const content =
    templates === undefined
      ? templateCode.test(templateId)
        ? template
        : undefined
      : templates[templateId];
  if (to === undefined) return ['isv.MOBILE_NUMBER_ILLEGAL', 'The number is invalid.'];
  if (from !== signName) return ['isv.SMS_SIGNATURE_ILLEGAL', 'The signature is invalid.'];
  if (content === undefined) return ['isv.SMS_TEMPLATE_ILLEGAL', 'The template is invalid.'];
  if (values === undefined) return ['isv.INVALID_JSON_PARAM', 'The parameters are not JSON.'];
  const names = Array.from(content.matchAll(variable), ([, name = '']) => name);
  if (!names.every((name) => values[name] !== undefined)) {
    return ['isv.TEMPLATE_MISSING_PARAMETERS', 'A variable has no value.'];
  }
  // https://help.aliyun.com/document_detail/463237.html
  const isCode = names.length !== 1 || /^[A-Za-z\d]{4,6}$/.test(values[names[0] ?? ''] ?? '');
  if (!isCode) return ['isv.PARAM_LENGTH_LIMIT', 'The value is too short or too long.'];
  return {
    to,
    from,
    text: `【${from}】${content.replaceAll(variable, (_, name: string) => values[name] ?? '')}`,
    parameters,
    templateId,
    templateParameters: names.map((name) => values[name] ?? ''),
    reference: OutId,
  };
}

const variable = /\$\{(\w+)\}/g;

function valuesIn(json = '{}'): Readonly<Record<string, string>> | undefined {
  try {
    const values = Object.entries(JSON.parse(json) as object);
    return values.every(([, value]) => typeof value === 'string')
      ? Object.fromEntries(values)
      : undefined;
  } catch {
    return undefined;
  }
}
