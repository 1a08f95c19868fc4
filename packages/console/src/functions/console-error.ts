/** The console cannot start, for a reason that its user can remove. */
export class ConsoleError extends Error {}
