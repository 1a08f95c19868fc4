import { inspect } from 'node:util';
import { expect } from 'vitest';

/** Values that may never be seen again once they are handed over. */
export const canaries = {
  secret: 't0ken+Canary/S3CRET=&x y',
  code: '918273',
  link: 'https://login.example/verify?key=l1nk-Canary&next=%2F',
  number: '+33698765432',
  text: 'Feathers of the canary',
} as const;

/** The template that they go into. */
export const canaryTemplate = `${canaries.text}: {{code}} {{link}}`;

export const canaryMessage = {
  to: canaries.number,
  usageType: 'Generic',
  payload: { code: canaries.code, link: canaries.link },
} as const;

const needles = Object.entries(canaries).flatMap(([name, value]) => {
  const plain = [
    value,
    encodeURIComponent(value),
    new URLSearchParams({ '': value }).toString().slice(1),
  ];
  const digits = name === 'number' ? [value.slice(1), value.slice(3), value.slice(4, -2)] : [];
  const escaped = [JSON.stringify(value).slice(1, -1), Buffer.from(value).toString('hex')];
  return [...plain, ...digits, ...escaped, ...base64(value)].map((needle) => ({
    name,
    needle: needle.toLowerCase(),
  }));
});

/** A value within a longer text may begin at any of three places; the edges depend on what is beside it. */
function base64(value: string): readonly string[] {
  return ['', 'x', 'xx'].map((before) =>
    Buffer.from(before + value)
      .toString('base64')
      .slice(before === '' ? 0 : 4, -4),
  );
}

/** The canaries found in whatever a log or a crash report could show of a value. */
export function canariesIn(value: unknown): readonly string[] {
  const seen = everythingOf(value).join('\n').toLowerCase();
  return [
    ...new Set(needles.filter(({ needle }) => seen.includes(needle)).map(({ name }) => name)),
  ];
}

export function expectNoCanaries(value: unknown): void {
  expect(canariesIn(value)).toEqual([]);
}

function everythingOf(value: unknown): readonly string[] {
  const shown = [
    inspect(value, {
      depth: Infinity,
      showHidden: true,
      getters: true,
      maxStringLength: null,
      maxArrayLength: null,
    }),
    inspect(value),
    JSON.stringify(value) ?? '',
    String(value),
  ];
  if (!(value instanceof Error)) return shown;
  const own = Reflect.ownKeys(value).map((key) => String(Reflect.get(value, key)));
  return [...shown, ...own, value.message, String(value.stack), ...everythingOf(value.cause)];
}
