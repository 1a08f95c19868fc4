import { maxBodyBytes } from './limits.ts';

/** The body of an answer as it arrives, up to the size that is read. */
export interface ResponseBody {
  /** Whether it is still small enough. */
  readonly add: (chunk: Uint8Array) => boolean;
  /** As UTF-8. */
  readonly text: () => string;
}

export function responseBody(): ResponseBody {
  const chunks: Uint8Array[] = [];
  let size = 0;
  return {
    add: (chunk) => {
      chunks.push(chunk);
      size += chunk.byteLength;
      return size <= maxBodyBytes;
    },
    text: () => {
      const [only] = chunks;
      const whole = chunks.length === 1 && Buffer.isBuffer(only) ? only : Buffer.concat(chunks);
      return whole.toString('utf8');
    },
  };
}
