import { errorChain } from './error-chain.ts';

// As the parsers of Node, undici and Bun name it.
const parserError =
  /^(HPE_\w+|HTTPParserError|UND_ERR_HEADERS_OVERFLOW|UND_ERR_RES_CONTENT_LENGTH_MISMATCH|UnrequestedUpgrade)$/;

// undici gives the answer 101 no code of its own, and one without `Upgrade` fails its assertion.
const upgradeError = /^bad upgrade$|assert\(upgrade\)/;

/** Whether an HTTP client's error says that what answered speaks no HTTP, or switches to another protocol. */
export function isMalformedAnswer(error: unknown): boolean {
  return errorChain(error).some(
    ({ name, code, message }) =>
      parserError.test(name) || parserError.test(code) || upgradeError.test(message),
  );
}
