import { parseJsonObject } from '@sms-connectors/core';
import {
  type Emulator,
  type EmulatorOptions,
  type EmulatorRequest,
  startEmulator,
} from '@sms-connectors/core/testing';
import type { Members } from './api.ts';
import type { TencentConfig } from './config.ts';
import { emulatedAccount, type TencentAccount } from './emulated-account.ts';
import { type Action, actions, errorOf, failure } from './emulated-actions.ts';
import { type CallError, signatureError } from './emulated-signature.ts';

export type {
  Area,
  EmulatedSignature,
  EmulatedTemplate,
  TencentAccount,
} from './emulated-account.ts';

export interface TencentEmulatorOptions extends EmulatorOptions {
  /** Replaces the made-up values. */
  readonly account?: Partial<TencentAccount> | undefined;
}

export interface TencentEmulator extends Emulator {
  /** For the connector: `tencent({ ...emulator.config, templates }, { baseUrl: emulator.url })`. */
  readonly config: Omit<TencentConfig, 'templates'> & { readonly deliveryReportToken: string };
  readonly account: TencentAccount;
}

const deliveryReportToken = 'emulated-delivery-report-token';

/**
 * Starts Tencent Cloud's SMS API on loopback, as far as the connector uses it. It checks signatures and parameters,
 * answers as Tencent Cloud does, and calls the callback URL of the account.
 * @see https://www.tencentcloud.com/document/product/382/40536
 */
export async function startTencentEmulator({
  account: given,
  ...options
}: TencentEmulatorOptions = {}): Promise<TencentEmulator> {
  const account: TencentAccount = { ...emulatedAccount, ...given };
  const emulator = await startEmulator(
    {
      answer: (request, record, tools) => {
        const call = readCall(request, account);
        return 'code' in call
          ? failure(call)
          : call.answer(call.parameters, { account, record, tools });
      },
      // Tencent Cloud does not say how long to wait.
      rateLimited: () => failure(errorOf('RequestLimitExceeded')),
    },
    options,
  );
  const { accessKeyId, accessKeySecret, sdkAppId, signatures } = account;
  const signName = signatures[0]?.name;
  const config = {
    accessKeyId,
    accessKeySecret,
    sdkAppId,
    region: 'ap-guangzhou',
    ...(signName !== undefined && { signName }),
    deliveryReportToken,
    conversionTracking: true,
  };
  return { ...emulator, account, config };
}

export { startTencentEmulator as startEmulator };

/** What a call asks for, or why it is refused: https://www.tencentcloud.com/document/product/382/40474 */
function readCall(request: EmulatorRequest, account: TencentAccount): Call | CallError {
  const { headers, body } = request;
  const key = { secretId: account.accessKeyId, secretKey: account.accessKeySecret };
  const unsigned = signatureError(request, key);
  if (unsigned !== undefined) return unsigned;
  if (headers['x-tc-version'] !== '2021-01-11') return errorOf('NoSuchVersion');
  const name = String(headers['x-tc-action']);
  const action = Object.hasOwn(actions, name) ? actions[name] : undefined;
  if (action === undefined) return errorOf('InvalidAction');
  if (headers['x-tc-region'] === undefined) return errorOf('MissingParameter');
  const parameters = parseJsonObject(body);
  if (parameters === undefined) return errorOf('InvalidParameter');
  const error = parametersError(action, parameters);
  if (error !== undefined) return errorOf(error);
  const { SmsSdkAppId: sdkAppId = account.sdkAppId } = parameters;
  return sdkAppId === account.sdkAppId
    ? { answer: action.answer, parameters }
    : errorOf('UnauthorizedOperation.SmsSdkAppIdVerifyFail');
}

interface Call extends Pick<Action, 'answer'> {
  readonly parameters: Members;
}

function parametersError({ parameters, optional }: Action, given: Members): string | undefined {
  if (Object.keys(given).some((name) => !Object.hasOwn(parameters, name)))
    return 'UnknownParameter';
  const required = Object.keys(parameters).filter((name) => !optional.includes(name));
  if (required.some((name) => given[name] === undefined)) return 'MissingParameter';
  const isValid = Object.entries(given).every(
    ([name, value]) => parameters[name]?.(value) === true,
  );
  return isValid ? undefined : 'InvalidParameter';
}
