import {
  type ConfigIssue,
  type Connector,
  invalidConfig,
  isConnectorError,
  validateConfig,
} from '@sms-connectors/core';
import * as z from '@sms-connectors/core/zod';
import { type DeliveryPlan, named, senderFrom } from '@sms-connectors/policies';
import type { AnyConnectorFactory } from '@sms-connectors/core';
import { withOwnNames } from './config-names.ts';
import type { OpenSender } from './sender-source.ts';

const id = 'plan';
const planConfigSchema = z.strictObject({
  connectors: z.record(z.string(), z.looseObject({ connector: z.optional(z.string()) })),
  // `senderFrom` checks it.
  plan: z.unknown(),
});

/** Opens the connectors of a plan, and what sends with them. @throws `ConnectorError` `invalid_config` */
export function openPlan(factories: readonly AnyConnectorFactory[], config: unknown): OpenSender {
  const validated = validateConfig(planConfigSchema, config);
  if ('issues' in validated) throw invalidConfig({ id }, validated.issues);
  const { connectors: configs, plan } = validated.config;

  const opened = Object.entries(configs).map(([name, given]) =>
    resultAt(['connectors', name], () => openConnector(factories, name, given)),
  );
  const connectors = opened.flatMap((result) => ('value' in result ? [result.value] : []));
  const close = async (): Promise<void> => {
    await Promise.all(connectors.map(({ connector }) => connector.close()));
  };
  const senders = connectors.map(({ name, connector }) => named(name, connector));
  const sender = resultAt(['plan'], () =>
    senderFrom(plan as DeliveryPlan, { connectors: senders }),
  );
  const issues = opened.flatMap((result) => ('issues' in result ? result.issues : []));
  // Without all its connectors, a plan has problems that are none.
  if (issues.length === 0 && 'value' in sender) return { sender: sender.value, close };
  void close();
  throw invalidConfig({ id }, issues.length > 0 || 'value' in sender ? issues : sender.issues);
}

interface NamedConnector {
  readonly name: string;
  readonly connector: Connector;
}

function openConnector(
  factories: readonly AnyConnectorFactory[],
  name: string,
  { connector: connectorId = name, ...config }: { readonly connector?: string | undefined },
): NamedConnector {
  const factory = factories.find(({ manifest }) => manifest.id === connectorId);
  if (factory !== undefined) {
    return { name, connector: factory(withOwnNames(connectorId, config) as never) };
  }
  const values = factories.map(({ manifest }) => manifest.id).join(', ');
  const message = `Must be one of the connectors in this package: ${values}.`;
  const keys = ['connector'];
  throw invalidConfig({ id }, [
    { path: 'connector', keys, code: 'not_one_of', parameters: { values }, message },
  ]);
}

type Result<Value> = { readonly value: Value } | { readonly issues: readonly ConfigIssue[] };

/** What a step returns, or what it finds wrong, at its place in the whole config. */
function resultAt<Value>(place: readonly string[], step: () => Value): Result<Value> {
  try {
    return { value: step() };
  } catch (error) {
    if (!isConnectorError(error) || error.issues === undefined) throw error;
    return {
      issues: error.issues.map((issue) => ({
        ...issue,
        path: [...place, issue.path].filter(Boolean).join('.'),
        keys: [...place, ...issue.keys],
      })),
    };
  }
}
