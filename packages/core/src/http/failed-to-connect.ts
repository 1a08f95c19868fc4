import { errorChain, type ErrorFacts } from './error-chain.ts';

// A certificate is verified before anything is written.
const certificateError = /^(?!ERR_SSL_)\w*CERT\w*$|^UNABLE_TO_VERIFY_LEAF_SIGNATURE$/;

// undici and Bun raise these while they connect and nowhere else.
const connectingError = /^(UND_ERR_CONNECT_TIMEOUT|UND_ERR_PRX_\w+|ERR_PROXY_TUNNEL)$/;

// What undici says of a proxy's refusal, and which part of its client Deno says has failed.
const connectingPhrase =
  /^Proxy response \(\d+\) !== 200 when HTTP Tunneling$|client error \(Connect\)/;

/**
 * Whether an error of `fetch` itself says that no connection stood. A code alone does not: the kernel reports
 * `EHOSTUNREACH` of a connection over which a message has gone out, too. The system call that failed does.
 */
export function failedToConnect(error: unknown): boolean {
  return errorChain(error).some(saysSo);
}

function saysSo({ name, code, syscall, message }: ErrorFacts): boolean {
  return (
    ['connect', 'getaddrinfo'].includes(syscall) ||
    // Bun names no system call, and reports a connection that breaks as `ECONNRESET`.
    (code === 'ECONNREFUSED' && syscall === 'undefined') ||
    certificateError.test(code) ||
    connectingError.test(code) ||
    connectingPhrase.test(message) ||
    name === 'NotCapable'
  );
}
