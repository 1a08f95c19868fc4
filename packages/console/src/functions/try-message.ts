import {
  ConnectorError,
  adviceFor,
  factsOfErrorCode,
  isConnectorError,
  type ConfigIssue,
  type ErrorCode,
  type Open,
  type FailedOutcome,
  type Message,
  type ProviderFacts,
  type Receipt,
  type Sender,
  type SendOptions,
} from '@sms-connectors/core';

/** The result of one message. Safe to show and to log: it has no number, no text and no credential. */
export type TryResult = TryAccepted | TryFailed;

export interface TryAccepted {
  readonly outcome: 'accepted';
  readonly receipt: Receipt;
  readonly milliseconds: number;
}

export interface TryFailed {
  readonly outcome: FailedOutcome;
  readonly code: Open<ErrorCode>;
  readonly message: string;
  /** What the code means and what to do, in English. */
  readonly meaning: string;
  readonly advice: string;
  /** What is wrong with the config, if that is why. */
  readonly issues?: readonly ConfigIssue[] | undefined;
  readonly retryable: boolean;
  readonly retryAfterMs?: number | undefined;
  readonly provider: ProviderFacts;
  readonly milliseconds: number;
}

/** Whether the next message would fail the same way: all but a problem of this message alone. */
export function endsRound(result: TryResult): boolean {
  return result.outcome !== 'accepted' && factsOfErrorCode(result.code).scope !== 'message';
}

/** Sends one message and returns the result; whatever the sender throws becomes a failed result. */
export async function tryMessage(
  sender: Sender,
  message: Message,
  options?: SendOptions,
): Promise<TryResult> {
  const start = performance.now();
  const took = () => Math.round(performance.now() - start);
  try {
    const receipt = await sender.send(message, options);
    return { outcome: 'accepted', receipt, milliseconds: took() };
  } catch (error) {
    return failedResult(error, sender.id, took());
  }
}

export function failedResult(error: unknown, id: string, milliseconds: number): TryFailed {
  // An error other than ConnectorError breaks the contract and may contain secrets, so its message is dropped.
  const { code, outcome, message, issues, retryable, retryAfterMs, provider } = isConnectorError(
    error,
  )
    ? error
    : new ConnectorError({ code: 'unclassified', outcome: 'unknown', provider: { id } });
  const { meaning } = factsOfErrorCode(code);
  const advice = provider.advice ?? adviceFor(code, outcome);
  return {
    outcome,
    code,
    message,
    meaning,
    advice,
    ...(issues !== undefined && { issues }),
    retryable,
    ...(retryAfterMs !== undefined && { retryAfterMs }),
    provider,
    milliseconds,
  };
}
