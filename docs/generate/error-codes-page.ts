import { errorCodes, type ErrorCode } from '@sms-connectors/core';
import type { SiteConnector } from './connectors.ts';
import { frontMatter } from './markdown.ts';

/** Every error code as a page: what it means, what to do, and which of the providers' codes become it. */
export function errorCodesPage(connectors: readonly SiteConnector[]): string {
  return [
    frontMatter({
      slug: '/reference/error-codes',
      description: 'Every way a send can fail, what it means and what to do about it.',
    }),
    '# Error codes',
    'A send that fails throws a `ConnectorError` with one of these codes. They are the same for every provider, and they stay: a program may rely on them.',
    'Whether the message may have gone out is told by the error’s `outcome`, not by its code: `rejected` means certainly not sent, `unknown` that it may have been.',
    ...(Object.keys(errorCodes) as ErrorCode[]).map((code) => section(code, connectors)),
  ].join('\n\n');
}

function section(code: ErrorCode, connectors: readonly SiteConnector[]): string {
  const { meaning, advice, retryable } = errorCodes[code];
  const sources = connectors.flatMap(({ name, errors }) => {
    const links = errors.filter((error) => error.code === code).map(({ link }) => link);
    return links.length === 0 ? [] : [`- ${name}: ${links.join(', ')}`];
  });
  return [
    `## \`${code}\``,
    meaning,
    advice,
    retryable
      ? 'The same message may succeed later with nothing changed.'
      : 'The same message will fail again until something changes.',
    sources.length > 0 ? `Comes from:\n\n${sources.join('\n')}` : '',
  ]
    .filter((part) => part !== '')
    .join('\n\n');
}
