import type { MiddlewareHandler } from 'hono';
import { createMiddleware } from 'hono/factory';
import { NONCE, secureHeaders } from 'hono/secure-headers';

/** The addresses under which this machine's browsers reach a port of loopback. */
export function loopbackHosts(port: number): readonly string[] {
  return [`127.0.0.1:${port}`, `localhost:${port}`];
}

/**
 * Refuses what did not come from this page. A name that somebody points at 127.0.0.1 (DNS rebinding) shows
 * in Host; another site's page, or another port's, shows in Origin or Sec-Fetch-Site.
 */
export function onlyFromHere(hosts: () => readonly string[]): MiddlewareHandler {
  return createMiddleware(async (context, next) => {
    const host = context.req.header('host') ?? '';
    const origin = context.req.header('origin');
    const site = context.req.header('sec-fetch-site');
    const isHere = hosts().includes(host) && (origin === undefined || origin === `http://${host}`);
    const isOpened = context.req.method === 'GET' && !context.req.path.startsWith('/api/');
    if (!isHere || !(isOpened || site === undefined || site === 'same-origin')) {
      return context.text('This console answers its own page only.', 403);
    }
    return next();
  });
}

/** What the page may do: its own scripts, styles and requests, in no frame, and nothing is kept. */
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
