/**
 * The texts that Twilio may have signed for a URL: it signs it as it was given or as it called it, with or without its
 * port, and never with its fragment, which is not sent. Twilio's own library accepts the same spellings.
 * @see https://www.twilio.com/docs/usage/webhooks/webhooks-security
 * @see https://github.com/twilio/twilio-node/blob/main/src/webhooks/webhooks.ts
 */
export function signedUrls(url: string): readonly string[] {
  const given = withoutFragment(url);
  const normal = URL.parse(given)?.href ?? given;
  const spellings = [given, normal, withLegacyQuery(normal), withApostrophes(given)];
  return [...new Set(spellings.flatMap((spelling) => [spelling, ...portVariants(spelling)]))];
}

/** The URL that is called: a fragment only tells Twilio how to connect. */
export function withoutFragment(url: string): string {
  return url.replace(/#.*$/s, '');
}

function portVariants(url: string): readonly string[] {
  const [, scheme = '', authority = '', rest = ''] =
    /^(https?:\/\/)([^/?#]*)(.*)$/is.exec(url) ?? [];
  if (scheme === '') return [];
  const host = authority.replace(/:\d*$/, '');
  const port = /^https/i.test(scheme) ? '443' : '80';
  const given = authority === host ? [`${scheme}${host}:${port}${rest}`] : [];
  return [`${scheme}${host}${rest}`, ...given];
}

// A web-standard `Request` has %27 for an apostrophe in its query.
function withApostrophes(url: string): string {
  return url.replaceAll('%27', "'");
}

// Some of Twilio's services read the query and write it again, as `querystring` of Node does.
function withLegacyQuery(url: string): string {
  const [base = '', query] = splitAt(url, '?');
  if (!query) return url;
  // An object has the names in the order in which `querystring` has them.
  const members = Object.groupBy(new URLSearchParams(query), ([name]) => name);
  const pairs = Object.values(members)
    .flatMap((entries = []) => entries)
    .map((pair) => pair.map(encodeURIComponent).join('='));
  return `${base}?${pairs.join('&')}`;
}

function splitAt(text: string, mark: string): readonly string[] {
  const index = text.indexOf(mark);
  return index === -1 ? [text] : [text.slice(0, index), text.slice(index + mark.length)];
}
