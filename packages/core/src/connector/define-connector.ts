import { defaultHttp } from '#http';
import * as z from '#zod';
import { prepareTemplates } from '../text/choose-template.ts';
import { configIssues, problemOf } from '../config/config-issues.ts';
import { ConnectorError } from '../errors/connector-error.ts';
import type { Connector, ConnectorFactory, ConnectorOptions, Manifest } from '../contract.ts';
import type {
  ConfigSchema,
  ProviderConnection,
  ConnectorDefinition,
} from './connector-definition.ts';
import { encryptedUrl } from '../http/encrypted-url.ts';
import { defaultTimeoutMs, isTimeout, timeoutProblem } from '../http/limits.ts';
import { validatingHttp } from '../http/validate-http-result.ts';
import { sendMessage } from '../send/send-message.ts';
import { coverage } from '../usage-types/coverage.ts';

/** Turns a definition into a factory: `twilio(config)`, with `twilio.manifest` and `twilio.configSchema`. */
export function defineConnector<Schema extends ConfigSchema, Extras extends object = object>(
  definition: ConnectorDefinition<Schema, Extras>,
): ConnectorFactory<Schema, Extras> {
  const { manifest, configSchema } = definition;
  const factory = (config: z.input<Schema>, options: ConnectorOptions = {}): Connector & Extras => {
    const parsed = parseConfig(manifest, configSchema, config);
    const { baseUrl, timeoutMs } = parseOptions(manifest, {
      baseUrl: options.baseUrl ?? preparing(manifest, () => definition.baseUrl(parsed)),
      timeoutMs: options.timeoutMs ?? defaultTimeoutMs,
    });
    const http = options.http ?? defaultHttp();
    const connection = preparing(manifest, () =>
      definition.connect(parsed, { baseUrl, http: validatingHttp(http) }),
    );
    const { parseDeliveryReport, verifyConfig } = connection;
    const line = {
      manifest,
      timeoutMs,
      chooseTemplate: prepareTemplates<z.output<Schema>['templates'][number]>(parsed.templates),
      request: connection.request,
      classify: connection.classify,
      http: connection.http ?? http,
    };
    const connector: Connector = {
      id: manifest.id,
      manifest,
      coverage: coverage(parsed.templates),
      send: (message, sendOptions) => sendMessage(line, message, sendOptions),
      ...(parseDeliveryReport && { parseDeliveryReport: parsing(parseDeliveryReport) }),
      ...(verifyConfig && { verifyConfig: verifying(manifest, timeoutMs, verifyConfig) }),
    };
    return Object.assign<Connector, Partial<Extras>>(
      connector,
      connection.extras ?? {},
    ) as Connector & Extras;
  };
  return Object.assign(factory, { manifest, configSchema });
}

// What a connector throws may hold anything; like a send, these end in what the contract says.
function preparing<Value>(manifest: Manifest, prepare: () => Value): Value {
  try {
    return prepare();
  } catch {
    throw invalidConfig(manifest, [{ path: '', message: 'the connector cannot be made from it' }]);
  }
}

function parsing(
  parse: NonNullable<ProviderConnection['parseDeliveryReport']>,
): NonNullable<Connector['parseDeliveryReport']> {
  return async (request) => {
    try {
      return await parse(request);
    } catch {
      return { verified: false, reason: 'unverifiable' };
    }
  };
}

function verifying(
  { id }: Manifest,
  ownTimeoutMs: number,
  verify: NonNullable<ProviderConnection['verifyConfig']>,
): NonNullable<Connector['verifyConfig']> {
  return async (options) => {
    const { timeoutMs = ownTimeoutMs, signal } = options ?? {};
    const refused = { outcome: 'rejected', provider: { id } } as const;
    if (!isTimeout(timeoutMs)) {
      const detail = `options.timeoutMs ${timeoutProblem}.`;
      throw new ConnectorError({ ...refused, code: 'invalid_message', detail });
    }
    try {
      return await verify({ timeoutMs, signal });
    } catch {
      const detail = 'the config could not be checked.';
      throw new ConnectorError({ ...refused, code: 'unclassified', detail });
    }
  };
}

function parseConfig<Schema extends ConfigSchema>(
  manifest: Manifest,
  schema: Schema,
  config: unknown,
): z.output<Schema> {
  const result = z.safeParse(schema, config, { error: problemOf });
  if (result.success) return result.data;
  throw invalidConfig(manifest, configIssues(schema, result.error.issues));
}

function parseOptions(
  manifest: Manifest,
  { baseUrl, timeoutMs }: { baseUrl: string; timeoutMs: number },
) {
  const issues = [];
  const url = encryptedUrl(baseUrl);
  // A path is joined to it, so there is no place for a query.
  if (url === undefined || url.search + url.hash !== '') {
    const message =
      'must be an https: address without credentials, query or fragment; http: is taken for this machine only';
    issues.push({ path: 'options.baseUrl', message });
  }
  if (!isTimeout(timeoutMs)) {
    issues.push({ path: 'options.timeoutMs', message: timeoutProblem });
  }
  if (url === undefined || issues.length > 0) throw invalidConfig(manifest, issues);
  return { baseUrl: (url.origin + url.pathname).replace(/\/+$/, ''), timeoutMs };
}

function invalidConfig(
  { id }: Manifest,
  issues: NonNullable<ConnectorError['issues']>,
): ConnectorError {
  const lines = issues.map(
    ({ path, message }) => `\n  ${path === '' ? 'config' : path}: ${message}`,
  );
  const count = issues.length === 1 ? 'one field' : `${issues.length} fields`;
  return new ConnectorError({
    code: 'invalid_config',
    outcome: 'rejected',
    detail: `the config has ${count} to correct.${lines.join('')}`,
    issues,
    provider: { id },
  });
}
