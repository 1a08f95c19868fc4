import { type ConnectorError, factsOfErrorCode } from '@sms-connectors/core';
import {
  circuitBreaker,
  type CircuitBreakerPolicy,
  CircuitState,
  type FailureReason,
  handleWhenResult,
  type IBackoffFactory,
  type IBreaker,
  type IHalfOpenAfterBackoffContext,
} from 'cockatiel';
import type { Attempted } from '../attempt.ts';
import type { CircuitChanged } from '../events.ts';
import type * as z from '@sms-connectors/core/zod';
import type { circuitSettingsSchema } from './failover-settings.ts';

type Settings = z.output<typeof circuitSettingsSchema>;

/** What changed in a circuit, for an event. */
export type CircuitChange = Pick<CircuitChanged, 'type' | 'code' | 'pauseMs'>;

/**
 * Remembers whether a sender works. A message or a recipient that the sender refuses does not count against it, since
 * it works. After a pause one message tries it again; the others go on without it.
 */
export class Circuit {
  readonly #settings: Settings;
  readonly #policy: CircuitBreakerPolicy;
  readonly #breaker = this.#makeBreaker();
  /** The openings, by the attempt that caused each. */
  readonly #openings = new WeakMap<Attempted, CircuitChange>();
  /** Counts the changes of the state, so that an attempt that began before one is known. */
  #epoch = 0;
  #pauseMs = 0;
  #openUntil = 0;

  constructor(settings: Settings) {
    this.#settings = settings;
    this.#policy = circuitBreaker(
      handleWhenResult((attempted) => this.#countsAsFailure(attempted as Attempted)),
      { breaker: this.#breaker, halfOpenAfter: this.#pauses(0) },
    );
    this.#policy.onStateChange(() => {
      this.#epoch += 1;
    });
    this.#policy.onBreak((reason) => {
      this.#openUntil = performance.now() + this.#pauseMs;
      if (!('value' in reason)) return;
      const attempted = reason.value as Attempted;
      const code = attempted.result.ok ? undefined : attempted.result.error.code;
      this.#openings.set(attempted, { type: 'circuit_opened', code, pauseMs: this.#pauseMs });
    });
  }

  get state(): 'closed' | 'open' | 'trial' {
    if (this.#policy.state === CircuitState.Closed) return 'closed';
    return this.#policy.state === CircuitState.HalfOpen ? 'trial' : 'open';
  }

  /** Whether a message may be passed to the sender now. A trial is one message; the others must not wait for it. */
  get isUsable(): boolean {
    const { state } = this.#policy;
    if (state === CircuitState.Open) return performance.now() >= this.#openUntil;
    return state === CircuitState.Closed;
  }

  /** Runs an attempt and learns from it; only while the circuit is usable. */
  async run(
    work: () => Promise<Attempted>,
    onChange: (change: CircuitChange) => void,
  ): Promise<Attempted> {
    if (this.#policy.state !== CircuitState.Closed) return this.#runTrial(work, onChange);
    const epoch = this.#epoch;
    const attempted = await work();
    // What began before the last change says nothing about the time after it.
    if (epoch === this.#epoch && this.#teaches(attempted)) {
      await this.#policy.execute(() => Promise.resolve(attempted));
      const opening = this.#openings.get(attempted);
      if (opening !== undefined) onChange(opening);
    }
    return attempted;
  }

  async #runTrial(
    work: () => Promise<Attempted>,
    onChange: (change: CircuitChange) => void,
  ): Promise<Attempted> {
    const attempted = await this.#policy.execute(() => {
      onChange({ type: 'circuit_trial' });
      return work();
    });
    onChange(this.#openings.get(attempted) ?? { type: 'circuit_closed' });
    return attempted;
  }

  /** Whether an attempt changes what is known of a sender that works. */
  #teaches({ result }: Attempted): boolean {
    if (!result.ok && weightOf(result.error) !== 'none') return true;
    return this.#breaker.state > 0 && (result.ok || hasAnswered(result.error));
  }

  #countsAsFailure({ result }: Attempted): boolean {
    if (result.ok) return false;
    if (weightOf(result.error) !== 'none') return true;
    // A trial that did not reach the provider has shown nothing.
    return this.#policy.state === CircuitState.HalfOpen && !hasAnswered(result.error);
  }

  /** Counts failures in a row. */
  #makeBreaker(): IBreaker & { state: number } {
    const breaker = {
      state: 0,
      success: () => {
        breaker.state = 0;
      },
      failure: () => {
        breaker.state += 1;
        const error = failureOf(this.#policy.lastFailure);
        return (
          breaker.state >= this.#settings.failures ||
          (error !== undefined && weightOf(error) === 'opens')
        );
      },
    };
    return breaker;
  }

  #pauses(previousMs: number): IBackoffFactory<IHalfOpenAfterBackoffContext> {
    return {
      next: ({ result }) => {
        const error = failureOf(result);
        this.#pauseMs = this.#pauseAfter(error, previousMs);
        const next = this.#pauses(isWithoutProvider(error) ? previousMs : this.#pauseMs);
        // The breaker would measure the pause by a clock that can be set; `isUsable` does not.
        return { ...next, duration: Number.NEGATIVE_INFINITY };
      },
    };
  }

  #pauseAfter(error: ConnectorError | undefined, previousMs: number): number {
    const { pauseMs, maxPauseMs, longPauseMs } = this.#settings;
    // The next message may try the provider, since this one did not.
    if (isWithoutProvider(error)) return 0;
    if (error === undefined || weightOf(error) === 'none') return previousMs || pauseMs;
    const { providerHealth } = factsOfErrorCode(error.code);
    if (error.outcome === 'rejected' && providerHealth === 'long_pause') return longPauseMs;
    if (error.outcome === 'rejected' && providerHealth === 'retry_after') {
      const { retryAfterMs = pauseMs } = error;
      return retryAfterMs >= 0 ? Math.min(retryAfterMs, longestWaitMs) : pauseMs;
    }
    return Math.min(previousMs === 0 ? pauseMs : previousMs * 2, maxPauseMs);
  }
}

const longestWaitMs = 24 * 60 * 60 * 1000;

/**
 * How a failure counts against its sender: `opens` the circuit at once, counts as one `failure` of a few in a row, or
 * not at all.
 */
function weightOf(error: ConnectorError): 'none' | 'failure' | 'opens' {
  // A policy below refused the message before a provider had it.
  if (error.attempts?.length === 0) return 'none';
  const { scope, providerHealth } = factsOfErrorCode(error.code);
  if (error.code === 'aborted') return 'none';
  if (error.outcome === 'unknown') return 'failure';
  if (providerHealth === 'failure') {
    // The connection never stood.
    return scope === 'transport' ? 'opens' : 'failure';
  }
  return providerHealth === 'none' ? 'none' : 'opens';
}

/** Whether the message ended on this side, for a reason of its own. A canceled one may have waited for the provider. */
function isWithoutProvider(error: ConnectorError | undefined): boolean {
  if (error === undefined || error.code === 'aborted') return false;
  return weightOf(error) === 'none' && !hasAnswered(error);
}

function hasAnswered({ provider }: ConnectorError): boolean {
  return provider.httpStatus !== undefined || provider.code !== undefined;
}

function failureOf(reason: FailureReason<unknown> | undefined): ConnectorError | undefined {
  if (reason === undefined || !('value' in reason)) return undefined;
  const { result } = reason.value as Attempted;
  return result.ok ? undefined : result.error;
}
