import type { DocumentedAnswer } from '@sms-connectors/core/testing';

// The form of the body: https://www.yunpian.com/official/document/sms/zh_CN/returnvalue_example
// The codes and their texts: https://github.com/yunpian/yunpian-java-sdk, Code.java and messages.properties
const body = (code: number, msg: string, detail: string) => ({
  http_status_code: 400,
  code,
  msg,
  detail,
});

export const answers: readonly DocumentedAnswer[] = [
  {
    name: 'an account without credit',
    answer: { status: 400, body: body(3, '账户余额不足', '账户需要充值，请充值后重试') },
    means: { outcome: 'rejected', code: 'insufficient_balance', providerCode: '3' },
  },
  {
    name: 'a wrong key',
    answer: { status: 400, body: body(-1, '非法的apikey', 'apikey 不正确或没有授权') },
    means: { outcome: 'rejected', code: 'unauthorized', providerCode: '-1' },
  },
  {
    // Older versions of the API answered so; the SDK reads the code whatever the status is.
    name: 'a refusal inside a 200',
    answer: { status: 200, body: { code: 5, msg: '未找到匹配的模板' } },
    means: { outcome: 'rejected', code: 'template_invalid', providerCode: '5' },
  },
  {
    name: 'a message that could not be submitted',
    answer: { status: 400, body: { code: -53, msg: '提交短信失败' } },
    means: { outcome: 'unknown', code: 'provider_unavailable', providerCode: '-53' },
  },
];
