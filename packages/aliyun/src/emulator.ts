import {
  type EmulatedMessage,
  type Emulator,
  type EmulatorAnswer,
  type EmulatorOptions,
  type EmulatorRequest,
  type SendWebhook,
  startEmulator,
} from '@sms-connectors/core/testing';
import type { AliyunConfig } from './config.ts';
import { gatewayRefusal, refusal, requestId, success } from './emulated-answers.ts';
import { type EmulatedApi, readMessage, sendSms, sendSmsVerifyCode } from './emulated-message.ts';
import { signatureError } from './emulated-signature.ts';

/** The emulated account and its settings. */
export interface AliyunAccount {
  readonly accessKeyId: string;
  readonly accessKeySecret: string;
  readonly signName: string;
  /** The review of the signature: 0 is in review, 1 approved, 2 rejected, 10 canceled. */
  readonly signStatus: 0 | 1 | 2 | 10;
  /** The texts of the approved templates, such as `Your code is ${code}.`, by code. By default, every code has one. */
  readonly templates?: Readonly<Record<string, string>> | undefined;
  /** The URL for delivery reports that is set in the console, with the token in its query. */
  readonly deliveryReportUrl?: string | undefined;
  /** Messages that the account can still pay. */
  readonly messages: number;
}

export interface AliyunEmulatorOptions extends EmulatorOptions {
  /** Replaces the made-up values. */
  readonly account?: Partial<AliyunAccount> | undefined;
  /** The code of each delivery report; by default `DELIVERED`. */
  readonly deliveryCode?: string | undefined;
}

export interface AliyunEmulator extends Emulator {
  /** For the connector: `aliyun({ ...emulator.config, templates }, { baseUrl: emulator.url })`. */
  readonly config: Pick<AliyunConfig, 'accessKeyId' | 'accessKeySecret' | 'signName'> & {
    readonly deliveryReportToken: string;
  };
  readonly account: AliyunAccount;
}

const emulatedAccount: AliyunAccount = {
  accessKeyId: 'LTAIEmulatedAccount',
  accessKeySecret: 'emulated-access-key-secret',
  signName: 'Acme',
  signStatus: 1,
  messages: Infinity,
};

/**
 * Starts both SMS services of Alibaba Cloud on loopback. It checks signatures and parameters, and answers as Alibaba
 * Cloud does.
 * @see https://help.aliyun.com/document_detail/55284.html
 */
export async function startAliyunEmulator({
  account: replaced,
  deliveryCode = 'DELIVERED',
  ...options
}: AliyunEmulatorOptions = {}): Promise<AliyunEmulator> {
  const account = { ...emulatedAccount, ...replaced };
  const nonces = new Set<string>();
  const state = { messages: account.messages, sent: 0 };

  const send = (
    api: EmulatedApi,
    parameters: Parameters,
    record: (message: EmulatedMessage) => void,
    sendWebhook: SendWebhook,
  ): EmulatorAnswer => {
    const message = readMessage(api, account, parameters);
    if (isRefusal(message)) return refusal(...message);
    if (state.messages < 1) return refusal('isv.AMOUNT_NOT_ENOUGH', 'The balance is too low.');
    state.messages -= 1;
    state.sent += 1;
    const messageId = `${Date.now()}${String(state.sent).padStart(6, '0')}^0`;
    record({ ...message, messageId, at: new Date() });
    void sendWebhook(account.deliveryReportUrl, () => ({
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify([reportOf({ ...message, messageId }, deliveryCode)]),
    }));
    if (api === sendSms) return success({ BizId: messageId });
    const ids = { BizId: messageId, OutId: message.reference, RequestId: requestId() };
    return success({ Success: true, Model: ids });
  };

  const emulator = await startEmulator(
    {
      answer: (request, record, { sendWebhook }) => {
        const error = signatureError(account, request) ?? nonceError(nonces, request);
        if (error !== undefined) return gatewayRefusal(error);
        const { 'x-acs-action': action, 'x-acs-version': version } = request.headers;
        if (version !== '2017-05-25') return gatewayRefusal(unknownVersion);
        const parameters = parametersOf(request);
        if (action === 'GetSmsSign') return signAnswer(account, parameters);
        if (action === 'SendSms') return send(sendSms, parameters, record, sendWebhook);
        if (action === 'SendSmsVerifyCode') {
          return send(sendSmsVerifyCode, parameters, record, sendWebhook);
        }
        return gatewayRefusal(unknownAction);
      },
      rateLimited: (retryAfter) => ({
        ...gatewayRefusal({
          status: 400,
          code: 'Throttling.User',
          message: 'Request was denied due to user flow control.',
        }),
        headers: { 'x-acs-retry-after': String(Number(retryAfter) * 1000) },
      }),
      reset: () => {
        nonces.clear();
        state.messages = account.messages;
      },
    },
    options,
  );
  const { accessKeyId, accessKeySecret, signName } = account;
  const deliveryReportToken = 'emulated-delivery-report-token';
  const config = { accessKeyId, accessKeySecret, signName, deliveryReportToken };
  return { ...emulator, account, config };
}

export { startAliyunEmulator as startEmulator };

type Parameters = Readonly<Record<string, string>>;

/** In the query, as in the requests of Alibaba Cloud's SDK, or in the body. */
function parametersOf({ query, body }: EmulatorRequest): Parameters {
  return Object.fromEntries([...query, ...new URLSearchParams(body)]);
}

function isRefusal(
  message: ReturnType<typeof readMessage>,
): message is Extract<typeof message, readonly unknown[]> {
  return Array.isArray(message);
}

const unknownVersion = { status: 400, code: 'InvalidVersion', message: 'Unknown version.' };
const unknownAction = { status: 404, code: 'InvalidAction.NotFound', message: 'Unknown action.' };

function nonceError(nonces: Set<string>, { headers }: EmulatorRequest) {
  const nonce = String(headers['x-acs-signature-nonce']);
  const message = 'Specified signature nonce was used already.';
  if (nonces.has(nonce)) return { status: 400, code: 'SignatureNonceUsed', message };
  nonces.add(nonce);
  return undefined;
}

/** https://help.aliyun.com/document_detail/2807429.html */
function signAnswer(
  { signName, signStatus }: AliyunAccount,
  { SignName: asked }: Parameters,
): EmulatorAnswer {
  return asked === signName
    ? success({ SignName: signName, SignStatus: signStatus })
    : refusal('isv.SMS_SIGNATURE_ILLEGAL', 'The signature is invalid.');
}

/** https://help.aliyun.com/document_detail/101867.html */
function reportOf(
  { messageId, to, reference }: Pick<EmulatedMessage, 'messageId' | 'to' | 'reference'>,
  code: string,
): object {
  const time = new Date().toISOString().slice(0, 19).replace('T', ' ');
  return {
    phone_number: to.replace(/^\+86|^\+/, ''),
    send_time: time,
    report_time: time,
    success: code === 'DELIVERED',
    err_code: code,
    err_msg: code,
    sms_size: '1',
    biz_id: messageId,
    out_id: reference,
  };
}
