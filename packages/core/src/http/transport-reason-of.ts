import { errorChain, type ErrorFacts } from './error-chain.ts';
import { isTransportReason, type TransportReason } from './transport-reasons.ts';

/** The codes and names of undici, Bun and Deno, and Node's less common ones. */
const otherNames: Readonly<Record<string, TransportReason>> = {
  ENFILE: 'EMFILE',
  EPERM: 'EACCES',
  EPIPE: 'ECONNRESET',
  ECONNABORTED: 'ECONNRESET',
  ERR_HTTP_CONTENT_LENGTH_MISMATCH: 'ECONNRESET',
  UNABLE_TO_GET_ISSUER_CERT: 'UNABLE_TO_GET_ISSUER_CERT_LOCALLY',
  HOSTNAME_MISMATCH: 'ERR_TLS_CERT_ALTNAME_INVALID',
  UND_ERR_CONNECT_TIMEOUT: 'ETIMEDOUT',
  UND_ERR_SOCKET: 'ECONNRESET',
  UND_ERR_CLOSED: 'ERR_HTTP_CLIENT_CLOSED',
  UND_ERR_DESTROYED: 'ERR_HTTP_CLIENT_CLOSED',
  UND_ERR_PRX_CONN: 'ERR_PROXY_TUNNEL',
  UND_ERR_PRX_TLS: 'ERR_PROXY_TUNNEL',
  NotCapable: 'EACCES',
};

/** Clients that give no code, by what their messages say: undici on proxies, Deno on everything. */
const phrases: readonly (readonly [RegExp, TransportReason])[] = [
  [/^Proxy response \(|proxy authentication required|unsuccessful tunnel/, 'ERR_PROXY_TUNNEL'],
  [/dns error/, 'ENOTFOUND'],
  [/Connection refused \(os error/, 'ECONNREFUSED'],
  [/Connection reset by peer|closed before message completed|handshake eof/, 'ECONNRESET'],
  [/No route to host/, 'EHOSTUNREACH'],
  [/Network is unreachable/, 'ENETUNREACH'],
  [/Too many open files/, 'EMFILE'],
  [/certificate expired/, 'CERT_HAS_EXPIRED'],
  [/certificate not valid yet/, 'CERT_NOT_YET_VALID'],
  [/certificate not valid for name/, 'ERR_TLS_CERT_ALTNAME_INVALID'],
  [/peer certificate: UnknownIssuer/, 'UNABLE_TO_GET_ISSUER_CERT_LOCALLY'],
  [/InvalidContentType/, 'EPROTO'],
];

/** The reason that an HTTP client's error gives, or `undefined` if it is none of ours: nothing else may be shown. */
export function transportReasonOf(error: unknown): TransportReason | undefined {
  // The innermost error says most.
  return errorChain(error)
    .map(reasonOf)
    .findLast((reason) => reason !== undefined);
}

function reasonOf({ name, code, message }: ErrorFacts): TransportReason | undefined {
  const phrase = phrases.find(([pattern]) => pattern.test(message));
  if (phrase !== undefined) return phrase[1];
  if (isTransportReason(code)) return code;
  if (Object.hasOwn(otherNames, code)) return otherNames[code];
  if (Object.hasOwn(otherNames, name)) return otherNames[name];
  return code.startsWith('ERR_SSL_') ? 'EPROTO' : undefined;
}
