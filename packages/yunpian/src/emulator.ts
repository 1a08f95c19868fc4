import {
  type Emulator,
  type EmulatorAnswer,
  type EmulatorOptions,
  type EmulatorRequest,
  startEmulator,
} from '@sms-connectors/core/testing';

export interface YunpianEmulator extends Emulator {
  /** A config for the connector: `yunpian({ ...emulator.config, templates }, { baseUrl: emulator.url })`. */
  readonly config: {
    readonly apikey: string;
    readonly enableInternational: true;
    readonly deliveryReportToken: string;
  };
}

const config = {
  apikey: '00000000000000000000000000000000',
  enableInternational: true,
  deliveryReportToken: 'emulated-report-token',
} as const;

/**
 * Starts Yunpian's API on loopback. It checks the API key and the parameters, answers as Yunpian does, and reports each
 * message as delivered to its `callback_url`.
 */
export async function startYunpianEmulator(
  options: EmulatorOptions = {},
): Promise<YunpianEmulator> {
  let messages = 0;
  const emulator = await startEmulator(
    {
      answer: (request, record, { sendWebhook }) => {
        const parameters = Object.fromEntries(new URLSearchParams(request.body));
        const refusal = refusalOf(request, parameters);
        if (refusal !== undefined) return refusal;
        if (request.path === accountPath) return { status: 200, body: account };
        const { mobile = '', text = '', callback_url: callbackUrl } = parameters;
        messages += 1;
        const sid = 3_310_228_000 + messages;
        record({
          messageId: String(sid),
          to: mobile.startsWith('+') ? mobile : `+86${mobile}`,
          from: 'Yunpian',
          text,
          at: new Date(),
          parameters: { ...parameters, apikey: '***' },
        });
        void sendWebhook(callbackUrl, () => deliveryOf(sid, mobile));
        return { status: 200, body: { ...accepted, mobile, sid, count: segmentsOf(text) } };
      },
      rateLimited: () => failure(22, '1小时内同一手机号发送次数超过限制'),
    },
    options,
  );
  return { ...emulator, config };
}

export { startYunpianEmulator as startEmulator };

const sendPath = '/v2/sms/single_send.json';
const accountPath = '/v2/user/get.json';

function refusalOf(
  { method, path }: EmulatorRequest,
  { apikey, mobile, text }: Readonly<Record<string, string>>,
): EmulatorAnswer | undefined {
  if (path !== sendPath && path !== accountPath) return { status: 404, body: '' };
  if (method !== 'POST') return failure(11, '接口不支持GET方式调用');
  if (apikey !== config.apikey) return failure(-1, '非法的apikey');
  if (path === accountPath) return undefined;
  if (!mobile || !text) return failure(1, '请求参数缺失');
  return /^(?:1\d{10}|\+[1-9]\d{6,14})$/.test(mobile) ? undefined : failure(2, '请求参数格式错误');
}

/** @see https://www.yunpian.com/official/document/sms/zh_CN/returnvalue_example */
function failure(code: number, msg: string): EmulatorAnswer {
  return { status: 400, body: { http_status_code: 400, code, msg, detail: msg } };
}

// https://www.yunpian.com/official/document/sms/en/domestic_single_send
const accepted = { code: 0, msg: '发送成功', fee: 0.05, unit: 'RMB' } as const;

// https://www.yunpian.com/official/document/sms/zh_CN/account_get
const account = { nick: 'acme', ip_whitelist: null, api_version: 'v2', balance: 1000 } as const;

/** @see https://www.yunpian.com/official/document/sms/zh_CN/domestic_sms_record */
function segmentsOf(text: string): number {
  return text.length <= 70 ? 1 : Math.ceil(text.length / 67);
}

/** @see https://www.yunpian.com/official/document/sms/en/domestic_push_report */
function deliveryOf(sid: number, mobile: string) {
  const report = {
    error_detail: '接收成功',
    sid,
    uid: null,
    user_receive_time: '2014-03-17 22:55:21',
    error_msg: 'DELIVRD',
    mobile,
    report_status: 'SUCCESS',
  };
  return {
    headers: { 'content-type': 'application/x-www-form-urlencoded;charset=utf-8' },
    body: new URLSearchParams({ sms_status: JSON.stringify([report]) }).toString(),
  };
}
