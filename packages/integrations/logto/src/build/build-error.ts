/** Why nothing could be built, in words for a terminal. */
export class BuildError extends Error {
  override readonly name = 'BuildError';
}
