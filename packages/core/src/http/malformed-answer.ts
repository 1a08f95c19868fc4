// As the parsers of Node and undici name it.
const parserError =
  /^(HPE_\w+|HTTPParserError|UND_ERR_HEADERS_OVERFLOW|UND_ERR_RES_CONTENT_LENGTH_MISMATCH)$/;

/** Whether an HTTP client's error says that what answered speaks no HTTP. */
export function isMalformedAnswer(error: unknown): boolean {
  const { name, code } = (error ?? {}) as { readonly name?: unknown; readonly code?: unknown };
  return parserError.test(String(name)) || parserError.test(String(code));
}
