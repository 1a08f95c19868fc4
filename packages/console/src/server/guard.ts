import type { MiddlewareHandler } from 'hono';
import { createMiddleware } from 'hono/factory';
import { NONCE, secureHeaders } from 'hono/secure-headers';

/** The `Host` values with which browsers on this machine reach a loopback port. */
export function loopbackHosts(port: number): readonly string[] {
  return [`127.0.0.1:${port}`, `localhost:${port}`];
}

/**
 * Refuses requests that do not come from this page. Host reveals DNS rebinding; Origin and Sec-Fetch-Site
 * reveal pages of other sites and other ports.
 */
export function onlyFromHere(hosts: () => readonly string[]): MiddlewareHandler {
  return createMiddleware(async (context, next) => {
    const host = context.req.header('host') ?? '';
    const origin = context.req.header('origin');
    const site = context.req.header('sec-fetch-site');
    const isHere = hosts().includes(host) && (origin === undefined || origin === `http://${host}`);
    const isOpened = context.req.method === 'GET' && !context.req.path.startsWith('/api/');
    if (!isHere || !(isOpened || site === undefined || site === 'same-origin')) {
      return context.text('This console only accepts requests from its own page.', 403);
    }
    return next();
  });
}

/** Restricts the page to its own scripts, styles and requests, and forbids frames and caching. */
export function strictHeaders(): MiddlewareHandler {
  const headers = secureHeaders({
    contentSecurityPolicy: {
      defaultSrc: ["'none'"],
      scriptSrc: ["'self'"],
      styleSrc: ["'self'", NONCE],
      imgSrc: ["'self'", 'data:'],
      fontSrc: ["'self'"],
      connectSrc: ["'self'"],
      baseUri: ["'none'"],
      formAction: ["'none'"],
      frameAncestors: ["'none'"],
    },
    referrerPolicy: 'no-referrer',
    xFrameOptions: 'DENY',
    strictTransportSecurity: false,
  });
  return createMiddleware(async (context, next) => {
    context.header('cache-control', 'no-store');
    return headers(context, next);
  });
}
