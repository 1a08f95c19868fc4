import {
  type Emulator,
  type EmulatorAnswer,
  type EmulatorOptions,
  type EmulatorRequest,
  startEmulator,
} from '@sms-connectors/core/testing';

export interface SmsbaoEmulator extends Emulator {
  /** A config for the connector: `smsbao({ ...emulator.config, templates }, { baseUrl: emulator.url })`. */
  readonly config: { readonly username: string; readonly passwordOrApiKey: string };
}

const config = {
  username: 'emulated-user',
  passwordOrApiKey: '0123456789abcdef0123456789abcdef',
} as const;

/** Starts SMSBao's API on loopback. It checks credentials and parameters, and answers as SMSBao does. */
export async function startSmsbaoEmulator(options: EmulatorOptions = {}): Promise<SmsbaoEmulator> {
  const emulator = await startEmulator(
    {
      answer: (request, record) => {
        const refusal = refusalOf(request);
        if (refusal !== undefined) return refusal;
        const { path, query } = request;
        if (path === '/query') return answer('0\n1,999');
        const mobile = query.get('m') ?? '';
        record({
          // SMSBao gives no id.
          messageId: crypto.randomUUID(),
          to: path === '/sms' ? `+86${mobile}` : mobile,
          from: 'SMSBao',
          text: query.get('c') ?? '',
          at: new Date(),
          parameters: { ...Object.fromEntries(query), p: '***' },
        });
        return answer('0');
      },
      // SMSBao documents no rate limit: this is one of the HTTP servers in front of it.
      rateLimited: (retryAfter) => ({
        status: 429,
        headers: { 'retry-after': retryAfter },
        body: '',
      }),
    },
    options,
  );
  return { ...emulator, config };
}

export { startSmsbaoEmulator as startEmulator };

/** @see https://www.smsbao.com/openapi/213.html */
function answer(body: string): EmulatorAnswer {
  return { status: 200, headers: { 'content-type': 'text/plain' }, body };
}

// https://www.smsbao.com/openapi/213.html and https://www.smsbao.com/openapi/299.html
const mobiles: Readonly<Record<string, RegExp>> = {
  '/sms': /^1\d{10}$/,
  '/wsms': /^\+[1-9]\d{6,14}$/,
};

function refusalOf({ path, query }: EmulatorRequest): EmulatorAnswer | undefined {
  const mobile = mobiles[path];
  if (mobile === undefined && path !== '/query') return { status: 404, body: '' };
  if (query.get('u') !== config.username) return answer('40');
  if (query.get('p') !== config.passwordOrApiKey) return answer('30');
  if (mobile === undefined) return undefined;
  if (!query.get('m') || !query.get('c')) return answer('-1');
  return mobile.test(query.get('m') ?? '') ? undefined : answer('51');
}
