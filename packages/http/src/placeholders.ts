import { parseTemplate, type TemplateParts } from '@sms-connectors/core';

/** What a request may contain, and other names for it that people try. */
const meanings: Readonly<Record<string, readonly string[]>> = {
  to: [
    'number',
    'phone',
    'phonenumber',
    'recipient',
    'mobile',
    'msisdn',
    'destination',
    'receiver',
  ],
  text: ['message', 'content', 'body', 'sms', 'msg'],
  'payload.code': ['code', 'otp', 'pin', 'token', 'verificationcode'],
  'payload.link': ['link', 'url'],
  payload: ['data', 'values', 'variables'],
  templateId: ['template', 'flowid'],
  usageType: ['type', 'usage', 'purpose'],
  locale: ['language', 'lang'],
  messageId: ['id', 'uuid', 'smsid', 'clientref'],
  reference: ['ref', 'externalid'],
  validitySeconds: ['ttl', 'validity', 'expiry', 'expiresin'],
  'requester.ip': ['ip', 'ipaddress'],
  'requester.userId': ['user', 'userid'],
};

/** The placeholders of a request. Besides, there are `payload.<name>` and `secrets.<name>`. */
export const placeholderNames: readonly string[] = Object.keys(meanings);

/** Whether a request has a value for the placeholder. */
export function isPlaceholder(name: string): boolean {
  return placeholderNames.includes(name) || /^(?:payload|secrets)\../.test(name);
}

/** The placeholder that is probably meant by a name that is none. */
export function closestPlaceholder(name: string): string | undefined {
  const word = plain(name);
  const near = placeholderNames.map((placeholder) => ({
    placeholder,
    distance: Math.min(
      ...[placeholder, ...(meanings[placeholder] ?? [])].map((each) => distance(word, plain(each))),
    ),
  }));
  const [best] = near.toSorted((a, b) => a.distance - b.distance);
  return best !== undefined && best.distance <= Math.min(2, word.length / 2)
    ? best.placeholder
    : undefined;
}

function plain(name: string): string {
  return name.toLowerCase().replaceAll(/[^a-z]/g, '');
}

/** How many letters differ (Levenshtein). */
function distance(a: string, b: string): number {
  let row = Array.from({ length: b.length + 1 }, (_, index) => index);
  for (let i = 1; i <= a.length; i += 1) {
    const above = row;
    row = [i];
    for (let j = 1; j <= b.length; j += 1) {
      const changed = Number(above[j - 1]) + Number(a[i - 1] !== b[j - 1]);
      row.push(Math.min(changed, Number(above[j]) + 1, Number(row[j - 1]) + 1));
    }
  }
  return Number(row[b.length]);
}

/** A text of the config, and where it is. */
export interface PlacedText {
  readonly keys: readonly (string | number)[];
  readonly text: string;
}

const maxDepth = 20;

/** Every text in a JSON value that may have placeholders. */
export function textsIn(
  value: unknown,
  keys: readonly (string | number)[] = [],
): readonly PlacedText[] {
  if (typeof value === 'string') return [{ keys, text: value }];
  if (typeof value !== 'object' || value === null || keys.length > maxDepth) return [];
  return Array.isArray(value)
    ? value.flatMap((each, index) => textsIn(each, [...keys, index]))
    : Object.entries(value).flatMap(([name, each]) => textsIn(each, [...keys, name]));
}

/** The names of a text's placeholders; none if it is malformed. */
export function namesIn(text: string): readonly string[] {
  return partsOf(text)
    .filter((part) => typeof part !== 'string')
    .map((part) => part.join('.'));
}

/** A text taken apart. A malformed one, which the schema has refused, is a text without placeholders. */
export function partsOf(text: string): TemplateParts {
  const parts = parseTemplate(text);
  return 'problem' in parts ? [text] : parts;
}
