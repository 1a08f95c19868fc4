import type { Payload } from '@sms-connectors/core';
import { createContext, use } from 'react';
import { samplePayload } from '../functions/preview-templates.ts';

/** The values that previews are made with: those of the send form. */
export const PayloadContext = createContext<Payload>(samplePayload);

export function usePayload(): Payload {
  return use(PayloadContext);
}
