const characters: ReadonlyMap<string, string> = new Map([
  ['&lt;', '<'],
  ['&gt;', '>'],
  ['&amp;', '&'],
  ['&quot;', '"'],
  ['&apos;', "'"],
  ['&#34;', '"'],
  ['&#39;', "'"],
]);

/**
 * Cognito escapes the characters of temporary passwords that HTML reserves.
 * @see https://docs.aws.amazon.com/cognito/latest/developerguide/user-pool-lambda-custom-sender-triggers.html
 */
export function unescapePassword(password: string): string {
  return password.replaceAll(/&(?:lt|gt|amp|quot|apos|#34|#39);/g, (escaped) => {
    return characters.get(escaped) ?? escaped;
  });
}
