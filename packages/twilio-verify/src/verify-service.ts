import type {
  ConnectContext,
  HttpRequest,
  HttpResponse,
  ProviderAnswer,
  RenderedMessage,
} from '@sms-connectors/core';
import { parseJsonObject } from '@sms-connectors/core';
import { codeParameter, type CompleteConfig, defaultTemplate } from './config.ts';
import { readFailure, requestIdOf } from './errors.ts';
import { translatedLocale } from './locales.ts';

/** One Verify service: its address, and the headers with the credentials. */
export interface VerifyService {
  readonly http: ConnectContext['http'];
  /** `https://verify.twilio.com/v2/Services/VA…` */
  readonly url: string;
  readonly authorization: string;
}

type Credentials = Pick<
  CompleteConfig,
  'accountSID' | 'authToken' | 'apiKeySID' | 'apiKeySecret' | 'serviceSID'
>;

export function verifyService(
  { accountSID, authToken, apiKeySID, apiKeySecret, serviceSID }: Credentials,
  { baseUrl, http }: ConnectContext,
): VerifyService {
  const credentials = apiKeySID === undefined ? [accountSID, authToken] : [apiKeySID, apiKeySecret];
  return {
    http,
    url: `${baseUrl}/v2/Services/${encodeURIComponent(serviceSID)}`,
    authorization: `Basic ${btoa(credentials.join(':'))}`,
  };
}

export function postTo(
  { url, authorization }: VerifyService,
  path: string,
  parameters: Readonly<Record<string, string>>,
): HttpRequest {
  return {
    method: 'POST',
    url: `${url}/${path}`,
    headers: { authorization, 'content-type': 'application/x-www-form-urlencoded' },
    body: new URLSearchParams(parameters).toString(),
  };
}

type Message = RenderedMessage<CompleteConfig['templates'][number]>;

/**
 * The parameters of a new verification: with a code of ours if the template has a parameter for it, otherwise with one
 * that Twilio makes.
 * @see https://www.twilio.com/docs/verify/api/verification#start-new-verification
 */
export function verificationParameters(
  { to, locale, reference, template, parameters }: Message,
  { disableRiskCheck }: Pick<CompleteConfig, 'disableRiskCheck'>,
): Readonly<Record<string, string>> {
  const { templateId } = template;
  const values = new Map(parameters.map(({ name, value }) => [name, value]));
  const code = values.get(codeParameter);
  values.delete(codeParameter);
  // Of its own templates, only the operator knows the languages.
  const language = templateId === defaultTemplate ? translatedLocale(locale) : template.locale;
  return {
    To: to,
    Channel: 'sms',
    ...(code !== undefined && { CustomCode: code }),
    ...(templateId !== defaultTemplate && { TemplateSid: templateId }),
    ...(values.size > 0 && {
      TemplateCustomSubstitutions: JSON.stringify(Object.fromEntries(values)),
    }),
    ...(language !== undefined && { Locale: language }),
    ...(reference !== undefined && { Tags: JSON.stringify({ reference }) }),
    ...(disableRiskCheck && { RiskCheck: 'disable' }),
  };
}

/** What the answer to a new verification means. */
export function classify(response: HttpResponse): ProviderAnswer {
  if (response.status >= 400) return readFailure(response);
  const { sid, status } = parseJsonObject(response.body) ?? {};
  const isStarted = response.status < 300 && isVerificationSid(sid) && status === 'pending';
  return isStarted
    ? { outcome: 'accepted', messageId: sid, status, ...requestIdOf(response) }
    : { outcome: 'unknown', code: 'invalid_response', ...requestIdOf(response) };
}

export function isVerificationSid(sid: unknown): sid is string {
  return typeof sid === 'string' && /^VE[0-9a-fA-F]{32}$/.test(sid);
}
