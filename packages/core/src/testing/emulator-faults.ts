import type { EmulatorAnswer } from './emulator.ts';
import type { EmulatorRequest } from './emulator-request.ts';

/** What happens to a request instead of the provider's answer. */
export type EmulatorFault =
  /** The answer comes, later. */
  | { readonly kind: 'slow'; readonly ms: number }
  /** The connection is reset after the request was read. */
  | { readonly kind: 'reset' }
  /** No answer ever comes. */
  | { readonly kind: 'hang' }
  /** The provider's own answer to too many requests; `retryAfter` is in seconds. */
  | { readonly kind: 'rate-limit'; readonly retryAfter?: string }
  /** Any other answer. */
  | { readonly kind: 'answer'; readonly answer: EmulatorAnswer };

type Applies = (request: EmulatorRequest) => boolean;

interface Entry {
  readonly fault: EmulatorFault;
  readonly applies: Applies | undefined;
  times: number;
}

/** Faults in the order in which they were added; each request takes the first that applies to it. */
export function faultQueue() {
  let queue: Entry[] = [];
  return {
    add: (fault: EmulatorFault, times = 1, applies?: Applies): void => {
      const problem = isCount(times)
        ? problemOf(fault)
        : 'times must be a whole number or Infinity.';
      if (problem !== undefined) throw new TypeError(`emulator.fail: ${problem}`);
      if (times > 0) queue.push({ fault, applies, times });
    },
    next: (request: EmulatorRequest): EmulatorFault | undefined => {
      const entry = queue.find(({ applies }) => applies?.(request) ?? true);
      if (entry === undefined) return undefined;
      entry.times -= 1;
      queue = queue.filter(({ times }) => times > 0);
      return entry.fault;
    },
    clear: (): void => {
      queue = [];
    },
  };
}

// A longer timer of Node's fires at once.
const maxDelayMs = 2 ** 31 - 1;

/** What a fault lacks. JavaScript has no types that would say so, and a fault that does nothing looks like a success. */
function problemOf(fault: EmulatorFault): string | undefined {
  switch (fault.kind) {
    case 'reset':
    case 'hang':
      return undefined;
    case 'slow':
      return fault.ms >= 0 && fault.ms <= maxDelayMs
        ? undefined
        : `ms must be a number from 0 to ${maxDelayMs}.`;
    case 'rate-limit':
      return /^\d+$/.test(fault.retryAfter ?? '1')
        ? undefined
        : "retryAfter must be whole seconds, such as '30'.";
    case 'answer':
      return Number.isInteger(fault.answer?.status) ? undefined : 'answer must have a status.';
    default:
      return 'kind must be slow, reset, hang, rate-limit or answer.';
  }
}

function isCount(times: number): boolean {
  return times === Infinity || (Number.isInteger(times) && times >= 0);
}
