import { randomBytes } from 'node:crypto';

interface Session {
  readonly phone: string;
  readonly expires: Date;
}

const lifetimeMs = 7 * 86_400_000;

// Stands for your database.
const sessions = new Map<string, Session>();

export const sessionCookie = {
  name: 'session',
  options: {
    httpOnly: true,
    sameSite: 'lax',
    // Some browsers accept secure cookies from https only, even on localhost.
    secure: process.env['NODE_ENV'] === 'production',
    path: '/',
  },
} as const;

/** Starts a session. The token is the value of the cookie. */
export function openSession(phone: string): { readonly token: string; readonly expires: Date } {
  const token = randomBytes(32).toString('base64url');
  const expires = new Date(Date.now() + lifetimeMs);
  sessions.set(token, { phone, expires });
  return { token, expires };
}

/** The phone number of the person who is signed in. */
export function phoneOf(token: string | undefined): string | undefined {
  const session = sessions.get(token ?? '');
  return session !== undefined && session.expires > new Date() ? session.phone : undefined;
}

export function closeSession(token: string | undefined): void {
  sessions.delete(token ?? '');
}
