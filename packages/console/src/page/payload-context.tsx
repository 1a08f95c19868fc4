import { createContext, use } from 'react';
import { samplePayload } from '../functions/preview-templates.ts';

/** The values of the send form, which previews also use. */
export const PayloadContext = createContext<object>(samplePayload);

export function usePayload(): object {
  return use(PayloadContext);
}
