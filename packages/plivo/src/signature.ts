/**
 * What Plivo signs for a `POST` with HMAC-SHA256, as its version 3 does: the URL with its query sorted, the sorted
 * parameters, and a nonce.
 * @see https://github.com/plivo/plivo-node/blob/master/lib/utils/v3Security.js
 */
export function signedText(url: string, parameters: URLSearchParams, nonce: string): string {
  const [, base = '', query = ''] = /^([^?#]*)(?:\?([^#]*))?/.exec(url) ?? [];
  const sortedQuery = sorted(new URLSearchParams(query))
    .map((pair) => pair.join('='))
    .join('&');
  const pairs = sorted(parameters)
    .map((pair) => pair.join(''))
    .join('');
  // Without parameters, Plivo signs a POST as it signs a GET.
  const mark = parameters.size > 0 || sortedQuery !== '' ? '?' : '';
  const separator = parameters.size > 0 && sortedQuery !== '' ? '.' : '';
  return `${base}${mark}${sortedQuery}${separator}${pairs}.${nonce}`;
}

function sorted(parameters: URLSearchParams): readonly (readonly [string, string])[] {
  return [...parameters].toSorted(
    ([name, value], [otherName, otherValue]) =>
      compare(name, otherName) || compare(value, otherValue),
  );
}

function compare(one: string, other: string): number {
  if (one === other) return 0;
  return one < other ? -1 : 1;
}
