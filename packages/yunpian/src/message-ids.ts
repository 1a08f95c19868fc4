/**
 * JSON of Yunpian with each `sid` as a text: it is a 64-bit number, which JavaScript's numbers cannot hold.
 * @see https://www.yunpian.com/official/document/sms/en/domestic_push_report
 */
export function withTextIds(json: string): string {
  return json.replaceAll(/(?<!\\)"sid"\s*:\s*(\d+)/g, '"sid":"$1"');
}

export function isMessageId(sid: unknown): sid is string {
  return typeof sid === 'string' && /^\d{1,19}$/.test(sid);
}
