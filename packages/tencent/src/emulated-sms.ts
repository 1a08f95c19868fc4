import { areaOf, type EmulatedTemplate, type TencentAccount } from './emulated-account.ts';

/** The members of a `SendSms` call. */
export interface SendSmsCall {
  readonly PhoneNumberSet: readonly string[];
  readonly SmsSdkAppId: string;
  readonly TemplateId: string;
  readonly SignName?: string;
  readonly TemplateParamSet?: readonly string[];
  readonly ExtendCode?: string;
  readonly SessionContext?: string;
  readonly SenderId?: string;
}

const anyTemplate: EmulatedTemplate = { content: '' };
const noTemplate: EmulatedTemplate = { content: '', isApproved: false };

export function templateOf({ templates }: TencentAccount, id: string): EmulatedTemplate {
  if (templates === undefined) return anyTemplate;
  return (Object.hasOwn(templates, id) ? templates[id] : undefined) ?? noTemplate;
}

/** The text as the phone shows it; of a template without content, the values. */
export function textOf(
  { content }: EmulatedTemplate,
  signName: string | undefined,
  values: readonly string[],
): string {
  const text =
    content === ''
      ? values.join(' ')
      : content.replaceAll(/\{(\d+)\}/g, (_, position) => values[Number(position) - 1] ?? '');
  return signName === undefined ? text : `【${signName}】${text}`;
}

/** Why a message to one number is refused. Each check has its own code in Tencent Cloud's list. */
export function refusalOf(
  account: TencentAccount,
  { SignName: signName, TemplateId: templateId, TemplateParamSet: values = [] }: SendSmsCall,
  to: string,
): string | undefined {
  const template = templateOf(account, templateId);
  const area = areaOf(to);
  if (!numbers[area].test(to)) return 'InvalidParameterValue.IncorrectPhoneNumber';
  if (!isSignatureApproved(account, signName, area)) {
    return 'FailedOperation.SignatureIncorrectOrUnapproved';
  }
  if (template.isApproved === false) {
    return 'FailedOperation.TemplateUnapprovedOrNotExist';
  }
  if (template.area !== undefined && template.area !== area) return otherArea[template.area];
  if (template.content !== '' && variablesIn(template.content) !== values.length) {
    return 'FailedOperation.TemplateParamSetNotMatchApprovedTemplate';
  }
  if (values.some((value) => /https?:|www\./i.test(value))) {
    return 'InvalidParameterValue.ProhibitedUseUrlInTemplateParameter';
  }
  const isVerification = (template.type ?? 'verification') === 'verification';
  if (isVerification && !values.every((value) => /^\d{0,6}$/.test(value))) {
    return 'InvalidParameterValue.TemplateParameterFormatError';
  }
  // The longest message: https://www.tencentcloud.com/document/product/382/40659
  if (textOf(template, signName, values).length > 500) {
    return 'InvalidParameterValue.ContentLengthLimit';
  }
  if (account.optedOutNumbers.includes(to)) return 'FailedOperation.PhoneNumberInBlacklist';
  return account.messagesLeft > 0 ? undefined : 'FailedOperation.InsufficientBalanceInSmsPackage';
}

const numbers = { mainland: /^\+861\d{10}$/, global: /^\+[1-9]\d{6,14}$/ } as const;

const otherArea = {
  mainland: 'UnsupportedOperation.ChineseMainlandTemplateToGlobalPhone',
  global: 'UnsupportedOperation.GlobalTemplateToChineseMainlandPhone',
} as const;

/** The signature is optional outside the Chinese mainland. */
function isSignatureApproved(
  { signatures }: TencentAccount,
  signName: string | undefined,
  area: ReturnType<typeof areaOf>,
): boolean {
  if (signName === undefined) return area === 'global';
  const signature = signatures.find(
    ({ name, area: its = area }) => name === signName && its === area,
  );
  return signature !== undefined && signature.isApproved !== false;
}

function variablesIn(content: string): number {
  return new Set(content.match(/\{\d+\}/g)).size;
}
