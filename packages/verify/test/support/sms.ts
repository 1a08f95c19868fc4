import { mock } from '@sms-connectors/mock';

export const secret = 'a secret of the tests that is long enough';
export const to = '+33612345678';
export const templates = [
  { usageType: 'Generic', content: 'Your code is {{code}}.' },
  { usageType: 'SignIn', content: 'Code to sign in: {{code}}' },
  { usageType: 'SignIn', locale: 'fr', content: 'Code de connexion : {{code}}' },
] as const;

/** A mock, and the codes of the messages that arrived, the newest last. */
export function phone() {
  const sender = mock({ templates: [...templates] });
  const texts = async (): Promise<readonly string[]> =>
    (await sender.inbox.list()).map(({ text }) => text);
  const code = async (): Promise<string> =>
    /\d{4,10}/.exec((await texts()).at(-1) ?? '')?.[0] ?? '';
  return { sender, texts, code };
}

/** Another code of the same length. */
export function wrongCode(code: string): string {
  return code.replace(/\d$/, (digit) => String((Number(digit) + 1) % 10));
}
