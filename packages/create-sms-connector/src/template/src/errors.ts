import { providerErrorTable } from '@sms-connectors/core';

/** Acme's error codes: one row for each that a send can get, from Acme's own documentation. */
export const errors = providerErrorTable({
  // The form of Acme's codes. A value of another form may be personal data.
  pattern: /^[a-z_]{1,40}$/,
  docsUrl: () => 'https://acme.example/docs',
  // If Acme refuses inside a 200 response, the codes alone decide: add `outcome: 'rejected'`.
  codes: {},
});

export const errorRows = errors.rows;
