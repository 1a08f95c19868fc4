/** What the page may load and do: only what this server has. */
export const contentSecurityPolicy = {
  defaultSrc: ["'none'"],
  scriptSrc: ["'self'"],
  styleSrc: ["'self'"],
  imgSrc: ["'self'"],
  connectSrc: ["'self'"],
  formAction: ["'none'"],
  baseUri: ["'none'"],
  frameAncestors: ["'none'"],
};

/** The most that the body of a request may have, in bytes. */
export const maxBodySize = 1024;

/**
 * Whether the page itself makes a request. No other site can set these headers.
 * @see https://developer.mozilla.org/en-US/docs/Web/HTTP/Reference/Headers/Sec-Fetch-Site
 */
export function isFromThisPage(header: (name: string) => string | undefined): boolean {
  return (
    header('sec-fetch-site') === 'same-origin' && header('content-type') === 'application/json'
  );
}
