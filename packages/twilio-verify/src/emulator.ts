import { isE164 } from '@sms-connectors/core';
import {
  type EmulatedMessage,
  type Emulator,
  type EmulatorAnswer,
  type EmulatorOptions,
  type EmulatorRequest,
  startEmulator,
} from '@sms-connectors/core/testing';
import {
  type EmulatedVerification,
  emulatedVerifications,
  sidOf,
} from './emulated-verifications.ts';
import { translatedLocale } from './locales.ts';

/** The emulated account and its Verify service. */
export interface TwilioVerifyAccount {
  readonly accountSID: string;
  readonly authToken: string;
  readonly apiKeySID: string;
  readonly apiKeySecret: string;
  readonly serviceSID: string;
  /** The name in the messages. */
  readonly friendlyName: string;
  readonly codeLength: number;
  readonly isCustomCodeEnabled: boolean;
  /** How long a code is right; at Twilio, its support changes it. */
  readonly validitySeconds: number;
  /** The approved templates, by SID. Twilio itself fills in `{{code}}`, `{{friendly_name}}` and `{{ttl}}`. */
  readonly templates: Readonly<Record<string, string>>;
  /** Numbers to which Twilio does not send, and its code for the reason. */
  readonly refusedNumbers: Readonly<Record<string, keyof typeof refusals>>;
}

export interface TwilioVerifyEmulatorOptions extends EmulatorOptions {
  /** Replaces the made-up values. */
  readonly account?: Partial<TwilioVerifyAccount> | undefined;
}

export interface TwilioVerifyEmulator extends Emulator {
  /** For the connector: `twilioVerify({ ...emulator.config, templates }, { baseUrl: emulator.url })`. */
  readonly config: Pick<TwilioVerifyAccount, 'accountSID' | 'authToken' | 'serviceSID'>;
  readonly account: TwilioVerifyAccount;
}

/** Those whose pages name the HTTP status: https://www.twilio.com/docs/verify/api/error-codes */
const refusals = {
  60205: { status: 403, message: 'SMS is not supported by landline phone number' },
  60212: { status: 429, message: 'Too many concurrent requests for phone number' },
  60220: { status: 400, message: 'Messages to China require use case vetting' },
  60605: { status: 403, message: 'Verification delivery attempt blocked' },
} as const;

const emulatedAccount: TwilioVerifyAccount = {
  accountSID: `AC${'0'.repeat(32)}`,
  authToken: 'emulated-auth-token',
  apiKeySID: `SK${'0'.repeat(32)}`,
  apiKeySecret: 'emulated-api-key-secret',
  serviceSID: `VA${'0'.repeat(32)}`,
  friendlyName: 'Acme',
  codeLength: 6,
  isCustomCodeEnabled: true,
  validitySeconds: 600,
  templates: {
    [`HJ${'0'.repeat(32)}`]: '{{friendly_name}}: {{code}} is your code for {{device}}.',
  },
  refusedNumbers: {},
};

/**
 * Starts Twilio Verify on loopback. It checks credentials and parameters, makes, sends and checks codes, and answers as
 * Twilio documents it.
 * @see https://www.twilio.com/docs/verify/api/verification
 * @see https://www.twilio.com/docs/verify/api/verification-check
 * @see https://www.twilio.com/docs/verify/api/rate-limits-and-timeouts
 */
export async function startTwilioVerifyEmulator({
  account: given,
  ...options
}: TwilioVerifyEmulatorOptions = {}): Promise<TwilioVerifyEmulator> {
  const account = { ...emulatedAccount, ...given };
  const { accountSID, authToken, serviceSID } = account;
  const verifications = emulatedVerifications(account);
  const emulator = await startEmulator(
    {
      answer: (request, record, { recordConversion }) => {
        const refusal = requestError(account, request);
        if (refusal !== undefined) return failed(refusal);
        const [, , resource, id] = pathOf(request);
        const parameters = formParameters(request);
        const ended = (outcome: EmulatedVerification | Refused, status = 200): EmulatorAnswer =>
          typeof outcome === 'string'
            ? failed(refused(outcome, request))
            : answer(status, verificationResource(account, outcome));

        if (resource === undefined) return answer(200, serviceResource(account));
        if (resource === '/VerificationCheck') {
          const error = checkError(parameters);
          if (error !== undefined) return failed(error);
          const { VerificationSid, To = '', Code = '' } = parameters;
          const checked = verifications.check(VerificationSid ?? To, Code);
          return typeof checked === 'string'
            ? failed(refused(checked, request))
            : answer(201, checkResource(account, checked));
        }
        if (id !== undefined) {
          const key = decodeURIComponent(id);
          if (request.method === 'GET') return ended(verifications.find(key) ?? 'not_found');
          const { Status } = parameters;
          if (Status !== 'approved' && Status !== 'canceled') return failed(invalid('Status'));
          const updated = verifications.end(key, Status);
          if (typeof updated !== 'string') {
            recordConversion({ messageId: updated.sid, used: Status === 'approved' });
          }
          return ended(updated);
        }
        const error = startError(account, parameters, request);
        if (error !== undefined) return failed(error);
        const sent = verifications.send(parameters['To'] ?? '', parameters['CustomCode']);
        if (typeof sent !== 'string') record(messageOf(account, sent, parameters));
        return ended(sent, 201);
      },
      rateLimited: (retryAfter) =>
        failed({ code: 20429, status: 429, message: 'Too many requests' }, retryAfter),
      reset: verifications.clear,
    },
    options,
  );
  return { ...emulator, account, config: { accountSID, authToken, serviceSID } };
}

export { startTwilioVerifyEmulator as startEmulator };

type Parameters = Readonly<Record<string, string>>;
type Refused = Extract<ReturnType<ReturnType<typeof emulatedVerifications>['send']>, string>;

interface TwilioError {
  readonly code: number;
  readonly status: number;
  readonly message: string;
}

/** The service, the resource, and the SID or number of a verification. */
function pathOf({ path }: EmulatorRequest): readonly (string | undefined)[] {
  return (
    /^\/v2\/Services\/(VA[0-9a-fA-F]{32})(?:(\/Verifications|\/VerificationCheck)(?:\/([^/]+))?)?$/.exec(
      path,
    ) ?? []
  );
}

// Twilio reads no other content type.
function formParameters({ headers, body }: EmulatorRequest): Parameters {
  const isForm = headers['content-type']?.startsWith('application/x-www-form-urlencoded') === true;
  return isForm ? Object.fromEntries(new URLSearchParams(body)) : {};
}

function requestError(
  account: TwilioVerifyAccount,
  request: EmulatorRequest,
): TwilioError | undefined {
  const [path, service, resource, id] = pathOf(request);
  if (path === undefined) return refused('not_found', request);
  const credentials = [
    [account.accountSID, account.authToken],
    [account.apiKeySID, account.apiKeySecret],
  ].map((pair) => `Basic ${btoa(pair.join(':'))}`);
  if (!credentials.includes(request.headers.authorization ?? '')) {
    return { code: 20003, status: 401, message: 'Authenticate' };
  }
  const isCheck = resource === '/VerificationCheck';
  if (service !== account.serviceSID || (isCheck && id !== undefined)) {
    return refused('not_found', request);
  }
  const reads = resource === undefined || (!isCheck && id !== undefined);
  const writes = resource !== undefined;
  const isAllowed = (reads && request.method === 'GET') || (writes && request.method === 'POST');
  return isAllowed ? undefined : { code: 20004, status: 405, message: 'Method not allowed' };
}

function startError(
  account: TwilioVerifyAccount,
  parameters: Parameters,
  request: EmulatorRequest,
): TwilioError | undefined {
  const { To = '', Channel, CustomCode, TemplateSid, Locale, RiskCheck, Tags } = parameters;
  if (!isE164(To)) return invalid('To');
  if (Channel !== 'sms') return invalid('Channel');
  if (CustomCode !== undefined && !account.isCustomCodeEnabled) {
    return { code: 60204, status: 403, message: 'Service does not support this feature' };
  }
  if (CustomCode !== undefined && !isCode(CustomCode)) return invalid('CustomCode');
  if (![undefined, 'enable', 'disable'].includes(RiskCheck)) return invalid('RiskCheck');
  if (Tags !== undefined && readObject(Tags) === undefined) return invalid('Tags');
  const refusal = account.refusedNumbers[To];
  if (refusal !== undefined) return { code: refusal, ...refusals[refusal] };
  // https://www.twilio.com/docs/verify/supported-languages
  const isDefault = TemplateSid === undefined;
  if (isDefault && Locale !== undefined && translatedLocale(Locale) !== Locale) {
    return refused('not_found', request);
  }
  return isDefault ? undefined : templateError(account.templates[TemplateSid], parameters);
}

// The pages of these codes name no HTTP status.
function templateError(
  template: string | undefined,
  { TemplateCustomSubstitutions }: Parameters,
): TwilioError | undefined {
  if (template === undefined) {
    return { code: 60228, status: 400, message: 'Template was not found' };
  }
  const values = readObject(TemplateCustomSubstitutions) ?? {};
  const isComplete = variablesOf(template).every((name) => typeof values[name] === 'string');
  const message = 'Missing substitutions for selected template';
  return isComplete ? undefined : { code: 60224, status: 400, message };
}

function checkError({ To, VerificationSid, Code }: Parameters): TwilioError | undefined {
  if (To === undefined && VerificationSid === undefined) {
    return { code: 60221, status: 400, message: 'No target verification specified' };
  }
  return isCode(Code) ? undefined : invalid('Code');
}

function isCode(code = ''): boolean {
  return code.length >= 4 && code.length <= 10;
}

function invalid(parameter: string): TwilioError {
  return { code: 60200, status: 400, message: `Invalid parameter: ${parameter}` };
}

function refused(why: Refused, { path }: EmulatorRequest): TwilioError {
  if (why === 'not_found') {
    return { code: 20404, status: 404, message: `The requested resource ${path} was not found` };
  }
  return why === 'too_many_sends'
    ? { code: 60203, status: 429, message: 'Max send attempts reached' }
    : { code: 60202, status: 429, message: 'Max check attempts reached' };
}

const placeholder = /\{\{(\w+)\}\}/g;
const filledByTwilio = new Set(['friendly_name', 'code', 'ttl']);
// The example of https://www.twilio.com/docs/verify/api/service.
const defaultText = 'Your {{friendly_name}} verification code is: {{code}}';

/** What a template needs besides what Twilio fills in itself: https://www.twilio.com/docs/api/errors/60224 */
function variablesOf(template: string): readonly string[] {
  const names = [...template.matchAll(placeholder)].map(([, name = '']) => name);
  return names.filter((name) => !filledByTwilio.has(name));
}

function messageOf(
  { friendlyName, templates, validitySeconds }: TwilioVerifyAccount,
  { sid, to, code, updatedAt }: EmulatedVerification,
  parameters: Parameters,
): EmulatedMessage {
  const { TemplateSid: templateId = 'default', TemplateCustomSubstitutions, Tags } = parameters;
  const template = templates[templateId] ?? defaultText;
  const own = readObject(TemplateCustomSubstitutions) ?? {};
  const values: Parameters = {
    ...own,
    friendly_name: friendlyName,
    code,
    ttl: String(validitySeconds / 60),
  };
  return {
    messageId: sid,
    to,
    from: friendlyName,
    text: template.replaceAll(placeholder, (_, name: string) => values[name] ?? ''),
    at: updatedAt,
    parameters,
    templateId,
    templateParameters: ['code', ...Object.keys(own)].map((name) => values[name] ?? ''),
    reference: readObject(Tags)?.['reference'],
  };
}

function readObject(json: string | undefined): Parameters | undefined {
  try {
    const value: unknown = JSON.parse(json ?? '');
    return typeof value === 'object' && value !== null ? (value as Parameters) : undefined;
  } catch {
    return undefined;
  }
}

function verificationResource(account: TwilioVerifyAccount, verification: EmulatedVerification) {
  const { sid, sentAt } = verification;
  return {
    ...sharedResource(account, verification),
    lookup: {},
    send_code_attempts: sentAt.map((time) => ({
      time: timeOf(time),
      channel: 'SMS',
      attempt_sid: sidOf('VL'),
    })),
    sna: null,
    url: `https://verify.twilio.com/v2/Services/${account.serviceSID}/Verifications/${sid}`,
  };
}

function checkResource(account: TwilioVerifyAccount, verification: EmulatedVerification) {
  return { ...sharedResource(account, verification), sna_attempts_error_codes: null };
}

function sharedResource(
  { accountSID, serviceSID }: TwilioVerifyAccount,
  { sid, to, status, createdAt, updatedAt }: EmulatedVerification,
) {
  return {
    sid,
    service_sid: serviceSID,
    account_sid: accountSID,
    to,
    channel: 'sms',
    status,
    valid: status === 'approved',
    amount: null,
    payee: null,
    date_created: timeOf(createdAt),
    date_updated: timeOf(updatedAt),
  };
}

// https://www.twilio.com/docs/verify/api/service#fetch-a-service
function serviceResource(account: TwilioVerifyAccount) {
  const { accountSID, serviceSID, friendlyName, codeLength, isCustomCodeEnabled } = account;
  const url = `https://verify.twilio.com/v2/Services/${serviceSID}`;
  return {
    sid: serviceSID,
    account_sid: accountSID,
    friendly_name: friendlyName,
    code_length: codeLength,
    lookup_enabled: false,
    psd2_enabled: false,
    skip_sms_to_landlines: false,
    dtmf_input_required: false,
    tts_name: null,
    do_not_share_warning_enabled: false,
    custom_code_enabled: isCustomCodeEnabled,
    push: null,
    totp: null,
    default_template_sid: null,
    whatsapp: null,
    passkeys: null,
    verify_event_subscription_enabled: false,
    date_created: '2026-01-01T00:00:00Z',
    date_updated: '2026-01-01T00:00:00Z',
    url,
    links: {
      verifications: `${url}/Verifications`,
      verification_checks: `${url}/VerificationCheck`,
    },
  };
}

/** Twilio writes no fractions of seconds. */
function timeOf(date: Date): string {
  return date.toISOString().replace(/\.\d+/, '');
}

function failed({ code, status, message }: TwilioError, retryAfter?: string): EmulatorAnswer {
  const more_info = `https://www.twilio.com/docs/errors/${code}`;
  return answer(status, { code, message, more_info, status }, retryAfter);
}

function answer(status: number, body: object, retryAfter?: string): EmulatorAnswer {
  const headers = {
    'twilio-request-id': sidOf('RQ'),
    ...(retryAfter !== undefined && { 'retry-after': retryAfter }),
  };
  return { status, headers, body };
}
