import { signatureError } from '@sms-connectors/aws/emulator';
import {
  type EmulatedMessage,
  type Emulator,
  type EmulatorAnswer,
  type EmulatorOptions,
  startEmulator,
} from '@sms-connectors/core/testing';
import type { SnsConfig } from './config.ts';

/** The emulated account and its settings. */
export interface SnsAccount {
  readonly region: string;
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
  /** If the access key is temporary. */
  readonly sessionToken?: string | undefined;
  readonly isInSandbox: boolean;
  /** In US dollars a month; SNS does not name a limit that was never set. */
  readonly monthlySpendLimit?: number | undefined;
  /** SNS accepts messages to them, and does not send them. */
  readonly optedOutNumbers: readonly string[];
  /** Actions that the access key's policy denies. */
  readonly deniedActions: readonly string[];
}

export interface SnsEmulatorOptions extends EmulatorOptions {
  /** Replaces the made-up values. */
  readonly account?: Partial<SnsAccount> | undefined;
}

export interface SnsEmulator extends Emulator {
  /** For the connector: `sns({ ...emulator.config, templates }, { baseUrl: emulator.url })`. */
  readonly config: Omit<SnsConfig, 'templates'>;
  readonly account: SnsAccount;
}

const emulatedAccount: SnsAccount = {
  region: 'us-east-1',
  accessKeyId: 'AKIAEMULATEDACCOUNT0',
  secretAccessKey: 'emulated-secret-access-key',
  isInSandbox: false,
  monthlySpendLimit: 100,
  optedOutNumbers: [],
  deniedActions: [],
};

/**
 * Starts Amazon SNS on loopback, as far as it sends SMS to phone numbers. It checks signatures and parameters, and
 * answers as SNS does.
 * @see https://docs.aws.amazon.com/sns/latest/api/API_Publish.html
 */
export async function startSnsEmulator({
  account: given,
  ...options
}: SnsEmulatorOptions = {}): Promise<SnsEmulator> {
  const account = { ...emulatedAccount, ...given };
  const emulator = await startEmulator(
    {
      answer: (request, record) => {
        const unsigned = signatureError('sns', account, request);
        if (unsigned !== undefined) {
          const { type, message, status } = unsigned;
          return refusal(errorNames[type] ?? type, message, status);
        }
        const form = Object.fromEntries(new URLSearchParams(request.body));
        const { Action: action = '', Version: version, ...parameters } = form;
        const perform = version === '2010-03-31' ? actions[action] : undefined;
        if (perform === undefined) return refusal('InvalidAction', 'Unknown action.');
        if (account.deniedActions.includes(action)) {
          return refusal('AuthorizationError', `Not authorized to perform: SNS:${action}`, 403);
        }
        return perform(account, parameters, record);
      },
      // AWS does not say how long to wait.
      rateLimited: () => refusal('ThrottlingException', 'Rate exceeded'),
    },
    options,
  );
  const { region, accessKeyId, secretAccessKey, sessionToken } = account;
  const config = {
    region,
    accessKeyId,
    secretAccessKey,
    ...(sessionToken !== undefined && { sessionToken }),
    senderId: 'Acme',
  };
  return { ...emulator, account, config };
}

export { startSnsEmulator as startEmulator };

/** SNS has its own name for this error. */
const errorNames: Readonly<Record<string, string>> = {
  InvalidSignatureException: 'InvalidSecurity',
};

type Form = Readonly<{ [name: string]: string }>;

const actions: Readonly<{
  [action: string]: (
    account: SnsAccount,
    parameters: Form,
    record: (message: EmulatedMessage) => void,
  ) => EmulatorAnswer;
}> = {
  Publish: (
    { optedOutNumbers },
    { PhoneNumber: to = '', Message: text = '', ...others },
    record,
  ) => {
    if (!/^\+[1-9]\d{1,14}$/.test(to)) return invalid('PhoneNumber');
    if (text === '' || Array.from(text).length > 1600) return invalid('Message');
    const attributes = readAttributes(others);
    if (attributes === undefined) return invalid('MessageAttributes');
    const messageId = crypto.randomUUID();
    if (!optedOutNumbers.includes(to)) {
      const { 'AWS.SNS.SMS.SenderID': name, 'AWS.MM.SMS.OriginationNumber': number } = attributes;
      const from = name ?? number ?? 'NOTICE';
      record({ messageId, to, from, text, at: new Date(), parameters: attributes });
    }
    return result('Publish', `<MessageId>${messageId}</MessageId>`);
  },
  GetSMSSandboxAccountStatus: ({ isInSandbox }) =>
    result('GetSMSSandboxAccountStatus', `<IsInSandbox>${isInSandbox}</IsInSandbox>`),
  GetSMSAttributes: ({ monthlySpendLimit: limit }, names) => {
    const isWanted =
      Object.values(names).includes('MonthlySpendLimit') || !Object.keys(names).length;
    const entry = `<entry><key>MonthlySpendLimit</key><value>${limit}</value></entry>`;
    const entries = limit !== undefined && isWanted ? entry : '';
    return result('GetSMSAttributes', `<attributes>${entries}</attributes>`);
  },
};

/** https://docs.aws.amazon.com/sns/latest/dg/sms_sending-overview.html#sms_publish-to-phone */
const attributeForms: Readonly<{ [name: string]: readonly [type: string, form: RegExp] }> = {
  'AWS.SNS.SMS.SMSType': ['String', /^(Promotional|Transactional)$/],
  'AWS.SNS.SMS.SenderID': ['String', /^(?=.*[A-Za-z])[A-Za-z\d]{1,11}$/],
  'AWS.MM.SMS.OriginationNumber': ['String', /^\+?\d{5,14}$/],
  'AWS.SNS.SMS.MaxPrice': ['Number', /^\d+(\.\d+)?$/],
  'AWS.MM.SMS.EntityId': ['String', /^.{1,30}$/],
  'AWS.MM.SMS.TemplateId': ['String', /^.{1,30}$/],
};

/** The message attributes by name; `undefined` if a parameter or an attribute is not one of SNS. */
function readAttributes(parameters: Form): Form | undefined {
  const attributes: Record<string, string> = {};
  const entries = Object.entries(parameters).filter(([name]) => name.endsWith('.Name'));
  for (const [key, name] of entries) {
    const entry = key.slice(0, -'.Name'.length);
    const value = parameters[`${entry}.Value.StringValue`] ?? '';
    const [type, form] = attributeForms[name] ?? [];
    const isEntry = /^MessageAttributes\.entry\.\d+$/.test(entry);
    const isValid = isEntry && parameters[`${entry}.Value.DataType`] === type && form?.test(value);
    if (!isValid) return undefined;
    attributes[name] = value;
  }
  return Object.keys(parameters).length === entries.length * 3 ? attributes : undefined;
}

/** https://repost.aws/knowledge-center/sns-invalid-parameter-error-api-call */
function invalid(parameter: string): EmulatorAnswer {
  return refusal('InvalidParameter', `Invalid parameter: ${parameter} Reason: it is not valid`);
}

const namespace = 'xmlns="https://sns.amazonaws.com/doc/2010-03-31/"';

function result(action: string, members: string): EmulatorAnswer {
  return xml(
    200,
    (requestId) =>
      `<${action}Response ${namespace}><${action}Result>${members}</${action}Result><ResponseMetadata>${requestId}</ResponseMetadata></${action}Response>`,
  );
}

/** https://smithy.io/2.0/aws/protocols/aws-query-protocol.html#operation-error-serialization */
function refusal(code: string, message: string, status = 400): EmulatorAnswer {
  const error = `<Type>Sender</Type><Code>${code}</Code><Message>${message}</Message>`;
  return xml(
    status,
    (requestId) =>
      `<ErrorResponse ${namespace}><Error>${error}</Error>${requestId}</ErrorResponse>`,
  );
}

function xml(status: number, write: (requestId: string) => string): EmulatorAnswer {
  const id = crypto.randomUUID();
  const headers = { 'content-type': 'text/xml', 'x-amzn-requestid': id };
  return { status, headers, body: write(`<RequestId>${id}</RequestId>`) };
}
