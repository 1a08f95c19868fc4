import { invalidConfig } from '@sms-connectors/core';
import * as z from '@sms-connectors/core/zod';
import { issueAt } from '../settings.ts';
import { countries } from './country-of.ts';

/** The route of every recipient that no other route serves. */
export const defaultRoute = 'default';

const prefix = /^\+[1-9]\d{0,13}$/;
const problem =
  'Must be a country of ISO 3166-1 in capitals such as FR, a prefix such as +1787, or default.';

function isRouteKey(key: string): boolean {
  return key === defaultRoute || prefix.test(key) || countries.includes(key);
}

export const routeKeySchema = z.string().check(z.refine(isRouteKey, problem));

/** @throws `ConnectorError` `invalid_config` */
export function assertRouteKeys(policy: string, keys: readonly string[]): void {
  const wrong = keys.filter((key) => !isRouteKey(key));
  const issues = wrong.map((key) => issueAt(['routes', key], problem));
  if (issues.length > 0) throw invalidConfig({ id: policy }, issues);
}
