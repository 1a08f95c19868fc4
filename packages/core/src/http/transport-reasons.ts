/** Why a connection could not be made, or why it broke. Most are codes of Node. More reasons will come. */
export type TransportReason =
  | 'ENOTFOUND'
  | 'EAI_AGAIN'
  | 'ECONNREFUSED'
  | 'ECONNRESET'
  | 'ETIMEDOUT'
  | 'EHOSTUNREACH'
  | 'ENETUNREACH'
  | 'EADDRNOTAVAIL'
  | 'EMFILE'
  | 'EACCES'
  | 'EPROTO'
  | 'CERT_HAS_EXPIRED'
  | 'CERT_NOT_YET_VALID'
  | 'CERT_REVOKED'
  | 'DEPTH_ZERO_SELF_SIGNED_CERT'
  | 'SELF_SIGNED_CERT_IN_CHAIN'
  | 'UNABLE_TO_GET_ISSUER_CERT_LOCALLY'
  | 'UNABLE_TO_VERIFY_LEAF_SIGNATURE'
  | 'ERR_TLS_CERT_ALTNAME_INVALID'
  | 'ERR_PROXY_TUNNEL'
  | 'ERR_PROXY_LOOPBACK'
  | 'ERR_MODULE_NOT_FOUND'
  | 'ERR_HTTP_CLIENT_CLOSED';

/** Each reason with its text, which completes "no connection to Twilio: …". */
export const transportReasonTexts: Readonly<Record<TransportReason, string>> = {
  ENOTFOUND: 'the host name was not found',
  EAI_AGAIN: 'the name server did not answer',
  ECONNREFUSED: 'the connection was refused',
  ECONNRESET: 'the other side closed the connection',
  ETIMEDOUT: 'the connection timed out',
  EHOSTUNREACH: 'the host cannot be reached',
  ENETUNREACH: 'the network cannot be reached',
  EADDRNOTAVAIL: 'this machine has no free address or port',
  EMFILE: 'this process has too many open files and connections',
  EACCES: 'this machine does not allow the connection',
  EPROTO: 'TLS could not be agreed on with the server',
  CERT_HAS_EXPIRED: 'the certificate of the server has expired',
  CERT_NOT_YET_VALID: 'the certificate of the server is not valid yet',
  CERT_REVOKED: 'the certificate of the server was revoked',
  DEPTH_ZERO_SELF_SIGNED_CERT: 'the certificate of the server is self-signed',
  SELF_SIGNED_CERT_IN_CHAIN: 'the certificate chain has a self-signed root that is not trusted',
  UNABLE_TO_GET_ISSUER_CERT_LOCALLY: 'the certificate authority is not trusted',
  UNABLE_TO_VERIFY_LEAF_SIGNATURE: 'the certificate chain is incomplete or not trusted',
  ERR_TLS_CERT_ALTNAME_INVALID: 'the certificate is for another host name',
  ERR_PROXY_TUNNEL: 'the proxy did not open the connection',
  ERR_PROXY_LOOPBACK: 'HTTP_PROXY applies to this machine itself: add it to NO_PROXY',
  ERR_MODULE_NOT_FOUND: 'the HTTP client could not be loaded',
  ERR_HTTP_CLIENT_CLOSED: 'the HTTP client has been closed',
};

export function isTransportReason(value: unknown): value is TransportReason {
  return typeof value === 'string' && Object.hasOwn(transportReasonTexts, value);
}
