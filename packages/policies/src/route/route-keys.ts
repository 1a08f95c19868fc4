import { invalidConfig } from '@sms-connectors/core';
import { issueAt } from '../settings.ts';
import { countries } from './country-of.ts';

/** The route of every recipient that no other route serves. */
export const defaultRoute = 'default';

const prefix = /^\+[1-9]\d{0,13}$/;

/** What is wrong with a key of routes, if anything. */
export function routeKeyProblem(key: string): string | undefined {
  if (key === defaultRoute || prefix.test(key) || countries.includes(key)) return undefined;
  const suggestion = countries.find((country) => country === key.toUpperCase());
  if (suggestion !== undefined) return `Write the country in capitals: ${suggestion}.`;
  return /^\d+$/.test(key)
    ? `Write a prefix with +: +${key}.`
    : 'Must be a country of ISO 3166-1 such as FR, a prefix such as +1787, or default.';
}

/** @throws `ConnectorError` `invalid_config` */
export function assertRouteKeys(policy: string, keys: readonly string[]): void {
  const issues = keys.flatMap((key) => {
    const problem = routeKeyProblem(key);
    return problem === undefined ? [] : [issueAt(['routes', key], problem)];
  });
  if (issues.length > 0) throw invalidConfig({ id: policy }, issues);
}
