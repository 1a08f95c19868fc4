import { mkdir, mkdtemp, realpath, rm, symlink } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { buildRawConnector, loadConnectorFactories } from '@logto/cli/lib/connector/index.js';
import { getConnectorPackagesFromDirectory } from '@logto/cli/lib/utils.js';
import {
  ConnectorError,
  ConnectorType,
  type SendMessageData,
  type SmsConnector,
  TemplateType,
} from '@logto/connector-kit';

/** A connector that Logto has loaded. */
export type ConnectorFactory = Awaited<ReturnType<typeof loadConnectorFactories>>[number];

export const code = '314159';
/** As Logto writes it. */
export const number = '33612345678';

/** A message as Logto sends it, with what it knows of the application and the user. */
export function message(replaced: Partial<SendMessageData> = {}): SendMessageData {
  const application = { id: 'app', name: 'Acme', displayName: null, customData: { a: [1, true] } };
  const user = { id: 'user', name: null, profile: {}, roles: [] };
  return {
    to: number,
    type: TemplateType.SignIn,
    payload: { code, locale: 'en', uiLocales: 'en-US en', application, user },
    ip: '192.0.2.1',
    ...replaced,
  };
}

/** The error that Logto is told of, or undefined if the message counts as sent. */
export async function errorOf(sending: Promise<unknown>): Promise<ConnectorError | undefined> {
  try {
    await sending;
    return undefined;
  } catch (error) {
    if (error instanceof ConnectorError) return error;
    throw error;
  }
}

/** A folder like `packages/core` of Logto: connectors, beside what they share with it. */
export async function logtoCore() {
  const folder = await realpath(await mkdtemp(path.join(os.tmpdir(), 'logto-')));
  const connectors = path.join(folder, 'connectors');
  await mkdir(connectors);
  await symlink(
    path.join(import.meta.dirname, '../node_modules'),
    path.join(folder, 'node_modules'),
    'junction',
  );
  return {
    connectors,
    [Symbol.asyncDispose]: () => rm(folder, { recursive: true, force: true }),
  };
}

/** The connectors in a folder as Logto loads them, by id. It loads once in a process. */
export async function loaded(connectors: string): Promise<ReadonlyMap<string, ConnectorFactory>> {
  const packages = await getConnectorPackagesFromDirectory(connectors);
  const factories = await loadConnectorFactories(packages, false);
  return new Map(factories.map((factory) => [factory.metadata.id, factory]));
}

/** A connector as Logto makes it for one message. */
export async function connectorOf(
  factory: ConnectorFactory | undefined,
  config: unknown,
): Promise<SmsConnector> {
  if (factory === undefined) throw new Error('Logto has not loaded the connector.');
  const { rawConnector } = await buildRawConnector(factory, async () => config);
  if (rawConnector.type !== ConnectorType.Sms) throw new Error('No SMS connector.');
  return rawConnector;
}
