import type { ConfigCheck } from '../contract.ts';

/**
 * What an account's balance says about a config. An amount or a currency of another form is not repeated.
 * `period` is for limits, such as `a month`.
 */
export function balanceCheck(amount: unknown, currency: unknown, period?: string): ConfigCheck {
  const subject = 'balance';
  const isAmount = /^-?\d{1,12}(\.\d{1,8})?$/.test(String(amount));
  if (!isAmount || !/^[A-Z]{3}$/.test(String(currency))) return { subject, result: 'unknown' };
  const detail = `${String(amount)} ${String(currency)}${period === undefined ? '' : ` ${period}`}`;
  return Number(amount) > 0
    ? { subject, result: 'ok', detail }
    : { subject, result: 'failed', code: 'insufficient_balance', detail };
}
