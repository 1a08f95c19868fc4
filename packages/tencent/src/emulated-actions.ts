import { measureText } from '@sms-connectors/core';
import type { EmulatedMessage, EmulatorAnswer, EmulatorTools } from '@sms-connectors/core/testing';
import type { Members } from './api.ts';
import { areaOf, type TencentAccount } from './emulated-account.ts';
import type { CallError } from './emulated-signature.ts';
import { refusalOf, type SendSmsCall, templateOf, textOf } from './emulated-sms.ts';

interface Context {
  readonly account: TencentAccount;
  readonly record: (message: EmulatedMessage) => void;
  readonly tools: EmulatorTools;
}

/** One action of the API: its parameters, and its answer to valid ones. */
export interface Action {
  readonly parameters: Readonly<Record<string, (value: unknown) => boolean>>;
  readonly optional: readonly string[];
  readonly answer: (parameters: Members, context: Context) => EmulatorAnswer;
}

const isText = (value: unknown): value is string => typeof value === 'string';
const isTexts = (value: unknown): boolean => Array.isArray(value) && value.every(isText);
const isCount = (value: unknown): boolean => Number.isInteger(value) && Number(value) >= 0;
const isHour = (value: unknown): boolean => isText(value) && /^\d{10}$/.test(value);

export const actions: Readonly<{ [name: string]: Action }> = {
  SendSms: {
    parameters: {
      PhoneNumberSet: isTexts,
      SmsSdkAppId: isText,
      TemplateId: isText,
      SignName: isText,
      TemplateParamSet: isTexts,
      ExtendCode: isText,
      SessionContext: (value) => isText(value) && Buffer.byteLength(value) < 512,
      SenderId: isText,
    },
    optional: ['SignName', 'TemplateParamSet', 'ExtendCode', 'SessionContext', 'SenderId'],
    answer: (parameters, context) => {
      const call = parameters as unknown as SendSmsCall;
      const SendStatusSet = call.PhoneNumberSet.map((to) => send(call, to, context));
      return success({ SendStatusSet });
    },
  },
  SendStatusStatistics: {
    parameters: {
      BeginTime: isHour,
      EndTime: isHour,
      SmsSdkAppId: isText,
      Limit: isCount,
      Offset: isCount,
    },
    optional: [],
    answer: () =>
      success({ SendStatusStatistics: { FeeCount: 0, RequestCount: 0, RequestSuccessCount: 0 } }),
  },
  DescribeSmsSignList: {
    parameters: {
      International: (value) => value === 0 || value === 1,
      SignIdSet: Array.isArray,
      Limit: isCount,
      Offset: isCount,
    },
    optional: ['SignIdSet', 'Limit', 'Offset'],
    answer: ({ International: international, Limit: limit = 10 }, { account }) => {
      if (!account.isEnterprise) {
        return failure(errorOf('FailedOperation.NotEnterpriseCertification'));
      }
      const wanted = international === 0 ? 'mainland' : 'global';
      const signatures = account.signatures.filter(({ area = wanted }) => area === wanted);
      const items = signatures.map(({ name, isApproved = true }, index) => ({
        SignId: index + 1,
        International: international,
        StatusCode: isApproved ? 0 : -1,
        ReviewReply: '',
        SignName: name,
        CreateTime: 1_617_508_800,
      }));
      return success({ DescribeSignListStatusSet: items.slice(0, Number(limit)) });
    },
  },
  ReportConversion: {
    parameters: { SmsSdkAppId: isText, SerialNo: isText, ConversionTime: isCount },
    optional: ['ConversionTime'],
    answer: ({ SerialNo: messageId }, { tools }) => {
      tools.recordConversion({ messageId: String(messageId), used: true });
      return success({ ReportConversionStatus: { Code: 'OK', Message: 'success' } });
    },
  },
};

/** The status of one number. Its code says whether the message is sent. */
function send(call: SendSmsCall, to: string, { account, record, tools }: Context): object {
  const { SignName, SessionContext = '', TemplateId, TemplateParamSet = [] } = call;
  const area = areaOf(to);
  const common = {
    PhoneNumber: to,
    SessionContext,
    IsoCode: area === 'mainland' ? 'CN' : 'DEF',
  };
  const refusal = refusalOf(account, call, to);
  if (refusal !== undefined) {
    const { code: Code, message: Message } = errorOf(refusal);
    return { ...common, SerialNo: '', Fee: 0, Code, Message };
  }
  const messageId = crypto.randomUUID();
  const text = textOf(templateOf(account, TemplateId), SignName, TemplateParamSet);
  record({
    messageId,
    to,
    from: (area === 'global' ? call.SenderId : undefined) ?? SignName ?? 'Tencent',
    text,
    at: new Date(),
    parameters: flatten(call),
    templateId: TemplateId,
    templateParameters: TemplateParamSet,
    reference: call.SessionContext,
  });
  void tools.sendWebhook(account.deliveryReportUrl, () => report(account, to, messageId));
  const { segments } = measureText(text);
  return { ...common, SerialNo: messageId, Fee: segments, Code: 'Ok', Message: 'send success' };
}

/** https://www.tencentcloud.com/document/product/382/43547 */
function report({ receiptCode }: TencentAccount, to: string, messageId: string) {
  const isDelivered = receiptCode === 'DELIVRD';
  const item = {
    user_receive_time: new Date().toISOString().slice(0, 19).replace('T', ' '),
    nationcode: to.slice(1, 3),
    mobile: to.slice(3),
    report_status: isDelivered ? 'SUCCESS' : 'FAIL',
    errmsg: receiptCode,
    description: isDelivered ? 'The SMS message is successfully delivered' : 'Delivery failed',
    sid: messageId,
  };
  return { headers: { 'content-type': 'application/json' }, body: JSON.stringify([item]) };
}

function flatten(call: SendSmsCall): Readonly<Record<string, string>> {
  const entries = Object.entries(call).flatMap(([name, value]: [string, string | string[]]) =>
    isText(value) ? [[name, value]] : value.map((each, index) => [`${name}.${index}`, each]),
  );
  return Object.fromEntries(entries) as Readonly<Record<string, string>>;
}

export function errorOf(code: string): CallError {
  return { code, message: `The call is refused: ${code}.` };
}

function success(members: object): EmulatorAnswer {
  return { status: 200, body: { Response: { ...members, RequestId: crypto.randomUUID() } } };
}

export function failure({ code: Code, message: Message }: CallError): EmulatorAnswer {
  return success({ Error: { Code, Message } });
}
