import { checkedRecipientParser, type ParseRecipient } from '@sms-connectors/core';
import { countryOf } from '../route/country-of.ts';
import { routeFinder } from '../route/route-finder.ts';
import type { CompletePlan } from './plan-schema.ts';

/** What a plan does with a message to one number. Does not contain the number. */
export type PlanExplanation =
  | {
      readonly country: string | undefined;
      /** The key of the route. */
      readonly route: string;
      /** The connectors in the order in which they are tried. */
      readonly connectors: readonly string[];
    }
  | {
      readonly country: string | undefined;
      /** Why the message is refused. */
      readonly refused: 'no_route' | 'country_not_allowed';
    }
  | {
      /** Why the input is no phone number. */
      readonly problem: string;
    };

/** Which route of a plan serves a number, and in which order its connectors are tried. */
export function explainPlan(
  { routes, limits }: CompletePlan,
  to: string,
  parseRecipient?: ParseRecipient,
): PlanExplanation {
  const recipient = checkedRecipientParser(parseRecipient)(to);
  if ('problem' in recipient) return { problem: `The number ${recipient.problem}.` };
  const country = countryOf(recipient.e164);
  const allowed = limits?.countries;
  if (allowed !== undefined && (country === undefined || !allowed.includes(country))) {
    return { country, refused: 'country_not_allowed' };
  }
  const key = routeFinder(Object.keys(routes))(recipient.e164);
  if (key === undefined) return { country, refused: 'no_route' };
  return { country, route: key, connectors: routes[key] ?? [] };
}
