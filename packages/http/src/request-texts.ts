import { namesIn, type PlacedText, textsIn } from './placeholders.ts';

/** The body of Logto's connector for HTTP. @see https://github.com/logto-io/logto/tree/master/packages/connectors/connector-http-sms */
const logtoBody = {
  to: '{{to}}',
  type: '{{usageType}}',
  payload: '{{payload}}',
  ip: '{{requester.ip}}',
} as const;

interface RequestParts {
  readonly endpoint?: unknown;
  readonly query?: unknown;
  readonly headers?: unknown;
  readonly body?: unknown;
}

/** The body that a config describes. */
export function bodyOf({ endpoint, body }: RequestParts): unknown {
  return body ?? (endpoint === undefined ? undefined : logtoBody);
}

/** Every text of a config that goes into its requests, and where it is. */
export function requestTexts(config: RequestParts): readonly PlacedText[] {
  const { query, headers } = config;
  return Object.entries({ query, headers, body: bodyOf(config) }).flatMap(([field, value]) =>
    textsIn(value, [field]),
  );
}

/** The names of all placeholders in a config's requests. */
export function requestPlaceholders(config: RequestParts): ReadonlySet<string> {
  return new Set(requestTexts(config).flatMap(({ text }) => namesIn(text)));
}
