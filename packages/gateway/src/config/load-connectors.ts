import path from 'node:path';
import {
  type AnyConnectorFactory,
  configFromEnv,
  type Connector,
  type Http,
  isConnectorError,
} from '@sms-connectors/core';
import { loadConnector } from '@sms-connectors/core/discovery';
import { ConfigError, linesOf } from './config-error.ts';
import type { CompleteGatewayConfig } from './gateway-schema.ts';

/** A connector under the name that the config gives it. */
export interface NamedConnector {
  readonly name: string;
  readonly connector: Connector;
}

export interface LoadOptions {
  /** Sends what the connectors send; by default each connector's own client. */
  readonly http?: Http | undefined;
  readonly env: Readonly<Record<string, string | undefined>>;
  /** Where npm packages are looked for first; by default the working directory. */
  readonly directory?: string | undefined;
}

/** Makes all connectors of a config. @throws `ConfigError`, with the problems of all of them */
export async function loadConnectors(
  { connectors }: Pick<CompleteGatewayConfig, 'connectors'>,
  { env, directory = process.cwd(), http }: LoadOptions,
): Promise<readonly NamedConnector[]> {
  const problems: string[] = [];
  const loaded: NamedConnector[] = [];
  for (const [name, { connector: id = name, package: given, ...config }] of Object.entries(
    connectors,
  )) {
    const packageName = given ?? `@sms-connectors/${id}`;
    const factory = await factoryOf(packageName, directory);
    if (typeof factory === 'string') {
      problems.push(`connectors.${name}: ${factory}`);
      continue;
    }
    try {
      const complete = configFromEnv(factory, { config, env });
      loaded.push({ name, connector: factory(complete as never, { http }) });
    } catch (error) {
      const issues = isConnectorError(error) ? (error.issues ?? []) : [];
      problems.push(...linesOf(issues, `connectors.${name}`));
      if (issues.length === 0)
        problems.push(`connectors.${name}: The connector could not be made.`);
    }
  }
  if (problems.length === 0) return loaded;
  await closeAll(loaded);
  throw new ConfigError(problems);
}

/** Closes each, also if another one cannot be closed: what it holds must not keep a gateway from going on. */
export async function closeAll(connectors: readonly NamedConnector[]): Promise<void> {
  await Promise.allSettled(connectors.map(async ({ connector }) => connector.close()));
}

/** The factory of a package, or why there is none. */
async function factoryOf(
  packageName: string,
  directory: string,
): Promise<AnyConnectorFactory | string> {
  const found = await loadConnector(packageName, [
    path.join(directory, 'package.json'),
    import.meta.url,
  ]);
  if (found === 'not_installed') {
    return `${packageName} is not installed. Run npm install ${packageName}, or start the gateway with npx -p @sms-connectors/gateway -p ${packageName} sms-gateway.`;
  }
  return found === 'no_connector' ? `${packageName} is not a connector.` : found;
}
