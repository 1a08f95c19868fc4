type Members = Readonly<Record<string, unknown>>;

/** A config with made-up secrets of its own, so that an emulator of it gets none of the user's. */
export function emulatedSecrets(config: Members): Members {
  const { secrets, headers, authorization, password, signature, reports } = config;
  return {
    ...config,
    ...(authorization !== undefined && { authorization: 'Bearer emulated-token' }),
    ...(password !== undefined && { password: 'emulated-password' }),
    ...(isObject(secrets) && { secrets: mapped(secrets, ([name]) => `emulated-${name}`) }),
    ...(isObject(headers) && { headers: mapped(headers, emulatedHeader) }),
    ...(isObject(signature) && { signature: withSecret(signature) }),
    ...(isObject(reports) && { reports: emulatedReports(reports) }),
  };
}

function emulatedHeader([name, value]: readonly [string, unknown]): unknown {
  return typeof value === 'string' && value.includes('{{') ? value : `emulated-${name}`;
}

function emulatedReports(reports: Members): Members {
  const { token, signature } = reports;
  return {
    ...reports,
    ...(token !== undefined && { token: 'emulated-report-token' }),
    ...(isObject(signature) && { signature: withSecret(signature) }),
  };
}

function withSecret(signature: Members): Members {
  return { ...signature, secret: 'emulated-signing-secret' };
}

function mapped(members: Members, change: (entry: readonly [string, unknown]) => unknown): Members {
  return Object.fromEntries(Object.entries(members).map((entry) => [entry[0], change(entry)]));
}

function isObject(value: unknown): value is Members {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
