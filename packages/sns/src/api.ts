import type { HttpRequest } from '@sms-connectors/core';
import { type Credentials, requestSigner } from '@sms-connectors/aws/signing';

export type Parameters = Readonly<Record<string, string>>;
export type Sign = (action: string, parameters?: Parameters) => Promise<HttpRequest>;

/**
 * Makes signed requests in AWS's Query protocol.
 * @see https://smithy.io/2.0/aws/protocols/aws-query-protocol.html
 */
export function signer(credentials: Credentials, baseUrl: string): Sign {
  const sign = requestSigner('sns', credentials, baseUrl);
  const headers = { 'content-type': 'application/x-www-form-urlencoded' };
  return (Action, parameters) => {
    const form = new URLSearchParams({ Action, Version: '2010-03-31', ...parameters });
    return sign(headers, form.toString());
  };
}
