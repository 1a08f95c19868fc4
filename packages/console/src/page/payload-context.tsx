import type { Payload } from '@sms-connectors/core';
import { createContext, use } from 'react';
import { samplePayload } from '../functions/preview-templates.ts';

/** The values of the send form, which previews also use. */
export const PayloadContext = createContext<Payload>(samplePayload);

export function usePayload(): Payload {
  return use(PayloadContext);
}
