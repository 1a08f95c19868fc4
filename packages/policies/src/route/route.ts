import { checkedRecipientParser, type ParseRecipient, type Sender } from '@sms-connectors/core';
import { attempt } from '../attempt.ts';
import { notify } from '../events.ts';
import { readRecipient } from '../read-recipient.ts';
import { assertSenders } from '../settings.ts';
import { refusal, settle } from '../settle.ts';
import { countryOf } from './country-of.ts';
import { routeFinder } from './route-finder.ts';
import { assertRouteKeys } from './route-keys.ts';

/** Senders by country in ISO 3166-1 (`FR`) or by the first digits of numbers (`+1787`); `default` serves all others. */
export type Routes = Readonly<Record<string, Sender>>;

export interface RouteOptions {
  /** The name of this policy in events and errors; `route` by default. */
  readonly id?: string | undefined;
  /** Reads recipients; must be the one that the connectors have. By default international numbers only. */
  readonly parseRecipient?: ParseRecipient | undefined;
}

/**
 * Chooses the sender by the recipient's prefix or country; the most specific route wins. A message that no route serves
 * is refused with `region_blocked`.
 * @throws `ConnectorError` `invalid_config`
 */
export function route(routes: Routes, { id = 'route', parseRecipient }: RouteOptions = {}): Sender {
  assertSenders(id, routes);
  assertRouteKeys(id, Object.keys(routes));
  const senders = new Map(Object.entries(routes));
  const findRoute = routeFinder(senders.keys());
  const parse = checkedRecipientParser(parseRecipient);

  return {
    id,
    send: async (message, options) => {
      const recipient = readRecipient(id, message, parse);
      const key = findRoute(recipient) ?? '';
      const sender = senders.get(key);
      if (sender === undefined) {
        const country = countryOf(recipient);
        notify(options, { type: 'no_route', policy: id, country });
        const place = country ?? 'this number';
        throw refusal(id, 'region_blocked', `no route serves ${place}; nothing was sent.`);
      }
      notify(options, { type: 'route_chosen', policy: id, route: key, sender: sender.id });
      return settle(await attempt(sender, message, options));
    },
  };
}
