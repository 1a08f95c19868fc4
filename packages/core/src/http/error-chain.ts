/** What the errors of HTTP clients say of themselves. */
export interface ErrorFacts {
  readonly name: string;
  readonly code: string;
  readonly syscall: string;
  readonly message: string;
}

const maxErrors = 12;

/** An error, what caused it, and what it combines; clients wrap the one that says what happened. */
export function errorChain(error: unknown): readonly ErrorFacts[] {
  const queue = [error];
  const facts: ErrorFacts[] = [];
  for (const each of queue) {
    if (typeof each !== 'object' || each === null || facts.length === maxErrors) continue;
    const { name, code, syscall, message, cause, errors } = each as Record<string, unknown>;
    facts.push({
      name: String(name),
      code: String(code),
      syscall: String(syscall),
      message: String(message),
    });
    queue.push(cause, ...(Array.isArray(errors) ? (errors as readonly unknown[]) : []));
  }
  return facts;
}
