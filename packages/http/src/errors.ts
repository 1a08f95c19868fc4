import type { ErrorRow } from '@sms-connectors/core';

const statuses = 'https://developer.mozilla.org/en-US/docs/Web/HTTP/Reference/Status';

/** What the answers mean that the config says nothing about: `classifyHttpStatus` of core. */
export const errorRows: readonly ErrorRow[] = [
  { cause: '401', code: 'unauthorized', outcome: 'rejected', docsUrl: `${statuses}/401` },
  { cause: '402', code: 'insufficient_balance', outcome: 'rejected', docsUrl: `${statuses}/402` },
  { cause: '403', code: 'unauthorized', outcome: 'rejected', docsUrl: `${statuses}/403` },
  { cause: '408', code: 'timeout', outcome: 'unknown', docsUrl: `${statuses}/408` },
  { cause: '429', code: 'rate_limited', outcome: 'rejected', docsUrl: `${statuses}/429` },
  { cause: '4xx', code: 'unclassified', outcome: 'rejected' },
  { cause: '5xx', code: 'provider_unavailable', outcome: 'unknown' },
];
