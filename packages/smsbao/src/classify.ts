import {
  classifyHttpStatus,
  type FailedAnswer,
  type HttpResponse,
  type ProviderAnswer,
} from '@sms-connectors/core';
import { errors } from './errors.ts';

/** The number on the first line of an answer: `0` means success. */
export const success = '0';

/**
 * An answer is one number as text, with status 200 whatever it says.
 * @see https://www.smsbao.com/openapi/213.html
 */
export function classify(response: HttpResponse): ProviderAnswer {
  return response.status === 200 && response.body.trim() === success
    ? { outcome: 'accepted', status: success }
    : readFailure(response);
}

export function readFailure(response: HttpResponse): FailedAnswer {
  return { ...classifyHttpStatus(response), ...errors.find(response.body.trim()) };
}
