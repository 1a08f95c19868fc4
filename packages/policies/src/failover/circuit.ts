import { type ConnectorError, factsOfErrorCode } from '@sms-connectors/core';
import {
  BrokenCircuitError,
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
  #changes: CircuitChange[] = [];
  #pauseMs = 0;
  #openUntil = 0;

  constructor(settings: Settings) {
    this.#settings = settings;
    this.#policy = circuitBreaker(
      handleWhenResult((attempted) => this.#countsAsFailure(attempted as Attempted)),
      { breaker: this.#breaker(), halfOpenAfter: this.#pauses(0) },
    );
    this.#policy.onBreak((reason) => {
      this.#openUntil = Date.now() + this.#pauseMs;
      const code = 'isolated' in reason ? undefined : failureOf(reason)?.code;
      this.#changes.push({ type: 'circuit_opened', code, pauseMs: this.#pauseMs });
    });
    this.#policy.onHalfOpen(() => this.#changes.push({ type: 'circuit_trial' }));
    this.#policy.onReset(() => this.#changes.push({ type: 'circuit_closed' }));
  }

  get state(): 'closed' | 'open' | 'trial' {
    if (this.#policy.state === CircuitState.Closed) return 'closed';
    return this.#policy.state === CircuitState.HalfOpen ? 'trial' : 'open';
  }

  /** Runs an attempt and learns from it, or returns nothing if the circuit is open. */
  async run(work: () => Promise<Attempted>): Promise<Attempted | undefined> {
    if (this.#policy.state === CircuitState.Closed) return this.#policy.execute(work);
    // A trial is one message; the others must not wait for it.
    const isTrial = this.#policy.state === CircuitState.Open && Date.now() >= this.#openUntil;
    if (!isTrial) return undefined;
    try {
      return await this.#policy.execute(work);
    } catch (error) {
      // The clock was set back.
      if (error instanceof BrokenCircuitError) return undefined;
      throw error;
    }
  }

  /** What changed since the last call. */
  changes(): readonly CircuitChange[] {
    if (this.#changes.length === 0) return none;
    const changes = this.#changes;
    this.#changes = [];
    return changes;
  }

  #countsAsFailure({ result }: Attempted): boolean {
    if (result.ok) return false;
    if (weightOf(result.error) !== 'none') return true;
    // A trial that did not reach the provider has shown nothing.
    return this.#policy.state === CircuitState.HalfOpen && !hasAnswered(result.error);
  }

  #breaker(): IBreaker {
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
        const duration = this.#pauseAfter(failureOf(result), previousMs);
        this.#pauseMs = duration;
        return { ...this.#pauses(duration), duration };
      },
    };
  }

  #pauseAfter(error: ConnectorError | undefined, previousMs: number): number {
    const { pauseMs, maxPauseMs, longPauseMs } = this.#settings;
    if (error === undefined || weightOf(error) === 'none') return previousMs || pauseMs;
    const { providerHealth } = factsOfErrorCode(error.code);
    if (error.outcome === 'rejected' && providerHealth === 'long_pause') return longPauseMs;
    if (error.outcome === 'rejected' && providerHealth === 'retry_after') {
      return error.retryAfterMs ?? pauseMs;
    }
    return Math.min(previousMs === 0 ? pauseMs : previousMs * 2, maxPauseMs);
  }
}

const none: readonly CircuitChange[] = [];

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

function hasAnswered({ provider }: ConnectorError): boolean {
  return provider.httpStatus !== undefined || provider.code !== undefined;
}

function failureOf(reason: FailureReason<unknown> | undefined): ConnectorError | undefined {
  if (reason === undefined || !('value' in reason)) return undefined;
  const { result } = reason.value as Attempted;
  return result.ok ? undefined : result.error;
}
