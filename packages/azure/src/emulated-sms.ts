import { asJsonObject, parseJsonObject } from '@sms-connectors/core';
import type { EmulatorAnswer } from '@sms-connectors/core/testing';
import { badRequest } from './emulated-answers.ts';
import { arrayIn } from './json.ts';

export interface Recipient {
  readonly to: string;
  readonly repeatabilityRequestId?: string;
  readonly repeatabilityFirstSent?: string;
}

export interface EmulatedSms {
  readonly from: string;
  readonly recipients: readonly Recipient[];
  readonly text: string;
  readonly enableDeliveryReport: boolean;
  readonly tag?: string;
}

type ReadSms = { readonly sms: EmulatedSms } | { readonly refusal: EmulatorAnswer };
type Members = Readonly<Record<string, unknown>>;

/** What the description of the API says about each member, and what Azure calls it and says if it is wrong. */
const rules: readonly (readonly [string, string, (members: Members) => boolean])[] = [
  ['From', 'Invalid from phone number format.', ({ from }) => isSender(from)],
  [
    'SmsRecipients',
    'Invalid recipients.',
    ({ smsRecipients }) => {
      const recipients = arrayIn(smsRecipients) ?? [];
      return recipients.length >= 1 && recipients.length <= 100 && recipients.every(isRecipient);
    },
  ],
  ['Message', 'Invalid message.', ({ message }) => isText(message) && message.length <= 2048],
  [
    'SmsSendOptions',
    'Invalid options.',
    ({ smsSendOptions }) =>
      smsSendOptions === undefined || areOptions(asJsonObject(smsSendOptions)),
  ],
];

/** https://github.com/Azure/azure-rest-api-specs/blob/main/specification/communication/data-plane/Sms/stable/2026-01-23/communicationservicessms.json */
export function readSms(body: string): ReadSms {
  const members = parseJsonObject(body) ?? {};
  const wrong = rules.find(([, , isValid]) => !isValid(members));
  if (wrong !== undefined) return { refusal: badRequest({ [wrong[0]]: [wrong[1]] }) };
  const { enableDeliveryReport = false, tag } = asJsonObject(members['smsSendOptions']) ?? {};
  return {
    sms: {
      from: members['from'] as string,
      recipients: members['smsRecipients'] as readonly Recipient[],
      text: members['message'] as string,
      enableDeliveryReport: enableDeliveryReport as boolean,
      ...(isText(tag) && { tag }),
    },
  };
}

function isSender(from: unknown): boolean {
  return isText(from) && (/^\+[1-9]\d{6,14}$|^\d{5,6}$/.test(from) || /[a-z]/i.test(from));
}

function isRecipient(recipient: unknown): boolean {
  const {
    to,
    repeatabilityRequestId: id,
    repeatabilityFirstSent: time,
  } = asJsonObject(recipient) ?? {};
  return isText(to) && [id, time].every((value) => value === undefined || isText(value));
}

function areOptions(options: Members | undefined): boolean {
  const { enableDeliveryReport, tag, deliveryReportTimeoutInSeconds: seconds } = options ?? {};
  const isTimeout = Number.isInteger(seconds) && Number(seconds) >= 60 && Number(seconds) <= 43_200;
  return (
    typeof enableDeliveryReport === 'boolean' &&
    (tag === undefined || isText(tag)) &&
    (seconds === undefined || isTimeout)
  );
}

function isText(value: unknown): value is string {
  return typeof value === 'string';
}
