import type { ErrorCode, ErrorRow } from '@sms-connectors/core';

/** Acme's error codes and ours: one row for each that a send can meet, from Acme's own documentation. */
export const providerErrors = {} as const satisfies Readonly<Record<string, ErrorCode>>;

/** Acme's page on an error code. */
function docsUrl(_code: string): string {
  return 'https://acme.example/docs';
}

export const errorRows: readonly ErrorRow[] = Object.entries<ErrorCode>(providerErrors).map(
  ([cause, code]) => ({ cause, code, docsUrl: docsUrl(cause) }),
);
