import { createContext, use } from 'react';
import { samplePayload } from '../functions/preview-templates.ts';

/** The values that previews are made with: those of the send form. */
export const PayloadContext = createContext<object>(samplePayload);

export function usePayload(): object {
  return use(PayloadContext);
}
