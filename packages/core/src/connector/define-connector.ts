import { defaultHttp } from '#http';
import { validateConfig } from '../config/config-issues.ts';
import { secretValues } from '../config/secret-values.ts';
import type { InferInput } from '../config/standard-schema.ts';
import type {
  Capabilities,
  Connector,
  ConnectorFactory,
  ConnectorOptions,
  Manifest,
} from '../contract.ts';
import { ConnectorError } from '../errors/connector-error.ts';
import { closable } from '../http/closable.ts';
import type { Http } from '../http/port.ts';
import { validatingHttp } from '../http/validate-http-result.ts';
import { checkedRecipientParser } from '../send/recipient.ts';
import { repeatsOf } from '../send/repeated-values.ts';
import { refuser, sendMessage } from '../send/send-message.ts';
import { prepareTemplates } from '../text/choose-template.ts';
import { coverage } from '../usage-types/coverage.ts';
import type { ConfigSchema, ConnectorDefinition, TemplateOf } from './connector-definition.ts';
import { invalidConfig } from '../errors/invalid-config.ts';
import { givenOptions, readConnectorOptions } from './connector-options.ts';
import { optionalMethods } from './optional-methods.ts';
import { assertSupportedNode } from './supported-node.ts';

/** Turns a definition into a factory: `twilio(config)`, with `twilio.manifest` and `twilio.configSchema`. */
export function defineConnector<Schema extends ConfigSchema, Extras extends object = object>(
  definition: ConnectorDefinition<Schema, Extras>,
): ConnectorFactory<Schema, Extras> {
  const { manifest: described, configSchema } = definition;
  const factory = (
    config: InferInput<Schema>,
    given: ConnectorOptions = {},
  ): Extras & Connector => {
    assertSupportedNode();
    const options = givenOptions(described, given);
    const onException = observer(options.onException);
    const validated = validateConfig(configSchema, config);
    if ('issues' in validated) throw invalidConfig(described, validated.issues);
    const { templates } = validated.config;
    const { baseUrl, limits } = readConnectorOptions(described, {
      ...options,
      baseUrl:
        options.baseUrl ??
        preparing(described, onException, () => definition.baseUrl(validated.config)),
    });
    const { http, close: closeHttp } = clientOf(described, options.http, onException);
    const connection = preparing(described, onException, () =>
      definition.connect(validated.config, { baseUrl, http }),
    );
    const manifest = withCapabilities(described, connection.capabilities);
    const secrets = secretValues(configSchema, validated.config);
    const context = {
      manifest,
      limits,
      secrets,
      chooseTemplate: prepareTemplates<TemplateOf<Schema>>(templates),
      parseRecipient: checkedRecipientParser(options.parseRecipient),
      request: connection.request,
      classify: connection.classify,
      refuse: refuser(manifest),
      http:
        connection.http === undefined
          ? http
          : validatingHttp(connection.http, (error) => onException(error, 'http')),
      onException,
    };
    let isClosed = false;
    const close = async (): Promise<void> => {
      isClosed = true;
      await Promise.all([closeHttp?.(), connection.close?.()]).catch((error: unknown) =>
        onException(error, 'close'),
      );
    };
    const connector: Connector = {
      id: manifest.id,
      manifest,
      coverage: coverage(templates),
      send: (message, sendOptions) =>
        isClosed ? refuseClosed(manifest) : sendMessage(context, message, sendOptions),
      ...optionalMethods(connection, {
        manifest,
        limits,
        onException,
        repeats: repeatsOf({ secrets }),
      }),
      close,
      [Symbol.asyncDispose]: close,
    };
    return Object.assign(connector, connection.extras) as Extras & Connector;
  };
  return Object.assign(factory, { manifest: described, configSchema });
}

/** The manifest of one connector: its config may say what the provider can do. */
function withCapabilities(
  manifest: Manifest,
  capabilities: Partial<Capabilities> | undefined,
): Manifest {
  return capabilities === undefined
    ? manifest
    : { ...manifest, capabilities: { ...manifest.capabilities, ...capabilities } };
}

/** An author's own observer of exceptions, which must not cause another. */
function observer(onException: ConnectorOptions['onException']) {
  return (...args: Parameters<NonNullable<typeof onException>>): void => {
    try {
      onException?.(...args);
    } catch {
      // It only observes.
    }
  };
}

/** The caller's client, which the caller closes, or one of our own. */
function clientOf(
  { capabilities }: Manifest,
  given: Http | undefined,
  onException: ReturnType<typeof observer>,
): { readonly http: Http; readonly close?: Http['close'] } {
  if (given !== undefined) {
    return { http: validatingHttp(given, (error) => onException(error, 'http')) };
  }
  const http = capabilities.inProcess === true ? madeWhenUsed(defaultHttp) : defaultHttp();
  return { http, close: http.close };
}

/** A client that is made with its first request. */
function madeWhenUsed(make: () => Http): Http {
  let made: Http | undefined;
  return closable(
    (request) => (made ??= make())(request),
    () => made?.close?.(),
  );
}

function preparing<Value>(
  manifest: Manifest,
  onException: ReturnType<typeof observer>,
  prepare: () => Value,
): Value {
  try {
    return prepare();
  } catch (error) {
    onException(error, 'connect');
    const message = 'The connector could not be made from this config.';
    throw invalidConfig(manifest, [
      { path: '', keys: [], code: 'custom', parameters: {}, message },
    ]);
  }
}

function refuseClosed({ id }: Manifest): Promise<never> {
  const detail = 'the connector is closed.';
  return Promise.reject(
    new ConnectorError({ code: 'aborted', outcome: 'rejected', detail, provider: { id } }),
  );
}
