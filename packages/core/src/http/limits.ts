/** How long a send may take where nothing else is said. */
export const defaultTimeoutMs = 10_000;

/** The largest answer read; no provider's answer to one message comes near it. */
export const maxBodyBytes = 64 * 1024;
