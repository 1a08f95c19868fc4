import { isLoopback } from './loopback.ts';

export interface UrlRule {
  readonly isMet: (url: string) => boolean;
  /** What to say if it is not. */
  readonly message: string;
}

/**
 * What every URL that a user configures must meet, in the order in which problems are reported. What goes to it then
 * leaves this machine encrypted, or not at all.
 */
export const urlRules: readonly UrlRule[] = [
  {
    // Programs ignore them in a URL, or send them as they are.
    isMet: (url) => !/[\s\p{C}]/u.test(url),
    message: 'Must not contain spaces, line breaks or invisible characters.',
  },
  {
    isMet: (url) => /^[a-z][a-z0-9+.-]*:\/\/[^/\\][^\\]*$/i.test(url) && URL.canParse(url),
    message: 'Must be a complete URL, such as https://example.com.',
  },
  {
    isMet: (url) => {
      const { username, password } = new URL(url);
      return username + password === '';
    },
    message: 'Must not contain a user name or password.',
  },
  {
    isMet: (url) => /^https:/i.test(url) || (/^http:/i.test(url) && isLoopback(url)),
    message: 'Must be an https: URL. http: is allowed for this machine only.',
  },
];

/** A rule for URLs to which paths are appended. */
export const isWithoutQuery: UrlRule = {
  isMet: (url) => !/[?#]/.test(url),
  message: 'Must not contain a query or a fragment.',
};

/** What is wrong with a URL: the message of the first rule that it does not meet. */
export function urlProblem(url: unknown, ...rules: readonly UrlRule[]): string | undefined {
  if (typeof url !== 'string') return 'Must be a text.';
  return [...urlRules, ...rules].find(({ isMet }) => !isMet(url))?.message;
}
