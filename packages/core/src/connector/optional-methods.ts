import type {
  ConfigCheck,
  Connector,
  ConnectorOptions,
  Manifest,
  SendOptions,
} from '../contract.ts';
import { ConnectorError } from '../errors/connector-error.ts';
import { failures } from '../http/failures.ts';
import type { HttpLimits } from '../http/port.ts';
import { limitsOf, withinLimits } from '../send/limits.ts';
import { failedWithoutRepeats, type Repeats } from '../send/repeated-values.ts';
import { answerError } from '../send/send-result.ts';
import type { Template } from '../text/template-types.ts';
import { maxReportBytes } from '../webhooks/max-report-bytes.ts';
import type { ProviderConnection } from './connector-definition.ts';

interface MethodContext {
  readonly manifest: Manifest;
  readonly limits: Pick<HttpLimits, 'timeoutMs' | 'connectTimeoutMs'>;
  readonly onException: NonNullable<ConnectorOptions['onException']>;
  /** Recognizes the secrets of the config. */
  readonly repeats: Repeats;
}

/** What a connector offers besides `send`: each method ends as the contract says, whatever the connector's code does. */
export function optionalMethods<SomeTemplate extends Template>(
  { parseDeliveryReport, verifyConfig, reportConversion }: ProviderConnection<SomeTemplate>,
  context: MethodContext,
): Pick<Connector, 'parseDeliveryReport' | 'verifyConfig' | 'reportConversion'> {
  const { manifest, onException, repeats } = context;
  return {
    ...(parseDeliveryReport && {
      parseDeliveryReport: async (request) => {
        if (request.url.length + request.body.length > maxReportBytes) {
          return { verified: false, reason: 'malformed' };
        }
        try {
          return await parseDeliveryReport(request);
        } catch (error) {
          onException(error, 'parseDeliveryReport');
          return { verified: false, reason: 'unverifiable' };
        }
      },
    }),
    ...(verifyConfig && {
      verifyConfig: (options) =>
        call(context, 'verifyConfig', options, async (limits) =>
          (await verifyConfig(limits)).map((check) => withoutDetail(check, repeats)),
        ),
    }),
    ...(reportConversion && {
      reportConversion: async (messageId, used, options) => {
        if (typeof messageId !== 'string' || messageId === '' || typeof used !== 'boolean') {
          const detail = 'messageId must be that of a receipt, and used true or false.';
          throw invalidMessage(manifest, detail);
        }
        const failed = await call(context, 'reportConversion', options, (limits) =>
          reportConversion(messageId, used, limits),
        );
        if (failed !== undefined) {
          throw answerError(
            manifest,
            failedWithoutRepeats(failed, {
              repeats,
              onLeftOut: (error) => onException(error, 'reportConversion'),
            }),
          );
        }
      },
    }),
  };
}

/** A check without a detail that repeats a secret. */
function withoutDetail({ detail, ...check }: ConfigCheck, repeats: Repeats): ConfigCheck {
  return detail === undefined || repeats(detail) ? check : { ...check, detail };
}

function invalidMessage({ id }: Manifest, detail: string): ConnectorError {
  return new ConnectorError({
    code: 'invalid_message',
    outcome: 'rejected',
    detail,
    provider: { id },
  });
}

function readLimits(
  options: SendOptions | undefined,
  defaults: MethodContext['limits'],
): HttpLimits | string {
  try {
    return limitsOf(options, defaults);
  } catch {
    return 'the options could not be read.';
  }
}

const graceMs = 50;

async function call<Value>(
  { manifest, limits: defaults, onException }: MethodContext,
  step: 'verifyConfig' | 'reportConversion',
  options: SendOptions | undefined,
  method: (limits: HttpLimits) => Promise<Value>,
): Promise<Value> {
  const { id, name } = manifest;
  const provider = { id };
  const limits = readLimits(options, defaults);
  if (typeof limits === 'string') throw invalidMessage(manifest, limits);
  if (limits.signal?.aborted === true) {
    throw new ConnectorError({ code: 'aborted', outcome: 'rejected', provider });
  }
  // The method's own requests end at the deadline; it then still has an answer to give.
  const patient = { ...limits, timeoutMs: limits.timeoutMs + graceMs };
  const result = await withinLimits(run(method, limits), patient).catch((error: unknown) => {
    onException(error, step);
    const detail = `${step} failed in the connector.`;
    throw new ConnectorError({ code: 'unclassified', outcome: 'rejected', detail, provider });
  });
  if (typeof result === 'object' && result !== null && 'ended' in result) {
    const detail = `${failures[result.ended](name, true)}.`;
    throw new ConnectorError({ code: result.ended, outcome: 'unknown', detail, provider });
  }
  return result;
}

// Also what a method throws before its promise.
async function run<Value>(
  method: (limits: HttpLimits) => Promise<Value>,
  limits: HttpLimits,
): Promise<Value> {
  return method(limits);
}
