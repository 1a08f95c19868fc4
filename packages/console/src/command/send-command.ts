import {
  canonicalUsageType,
  type Message,
  maskRecipient,
  type UsageType,
  usageTypes,
} from '@sms-connectors/core';
import { previewTemplates, samplePayload } from '../functions/preview-templates.ts';
import { endsRound, type TryFailed, type TryResult } from '../functions/try-message.ts';
import { openWorkbench } from '../functions/workbench.ts';
import { chosenConfig } from './chosen-config.ts';
import { targetOf } from './target.ts';
import { during, paint, print, printJson, UsageError } from './terminal.ts';

export interface SendOptions {
  readonly to: string;
  readonly config?: string;
  readonly connector?: string;
  readonly usageType?: string;
  readonly payload?: readonly string[];
  readonly locale?: string;
  readonly emulator?: boolean;
  readonly json?: boolean;
}

/** Sends the messages. Exit code: 0 if all were accepted, 1 if one was not sent, 3 if one may have been sent. */
export async function send(options: SendOptions): Promise<number> {
  const { connector, config } = await chosenConfig({
    file: options.config,
    connector: options.connector,
  });
  const { id } = connector;
  const target = targetOf(connector, options.emulator);
  const workbench = openWorkbench([connector]);
  try {
    const results: { usageType: UsageType; result: TryResult }[] = [];
    const isReal = target === 'provider' && !connector.factory.manifest.capabilities.inProcess;
    for (const usageType of wantedTypes(options.usageType, config, isReal)) {
      const message: Message = {
        to: options.to,
        usageType,
        payload: payloadOf(options.payload ?? []),
        ...(options.locale !== undefined && { locale: options.locale }),
      };
      const sending = workbench.send({ id, config, target, message });
      const result = await during(`Sending ${usageType} to ${maskRecipient(options.to)}`, sending);
      results.push({ usageType, result });
      if (options.json !== true) report(usageType, result);
      if (endsRound(result)) break;
    }
    if (options.json === true)
      printJson(results.map(({ usageType, result }) => ({ usageType, ...result })));
    return exitCode(results.map(({ result }) => result.outcome));
  } finally {
    await workbench.close();
  }
}

function exitCode(outcomes: readonly TryResult['outcome'][]): number {
  if (outcomes.includes('unknown')) return 3;
  return outcomes.includes('rejected') ? 1 : 0;
}

function wantedTypes(
  name: string | undefined,
  config: unknown,
  isReal: boolean,
): readonly UsageType[] {
  const own = previewTemplates(config).flatMap(({ usageType }) => usageType ?? []);
  const all = [...new Set(own.map(canonicalUsageType))];
  if (name === undefined && isReal && all.length > 1) {
    const types = `${all.join(', ')}, or all (${all.length} messages)`;
    throw new UsageError(`choose what to send with --usage-type: ${types}`);
  }
  if (name === undefined || name === 'all') return all;
  const known = usageTypes.find((type) => type === name);
  if (known !== undefined) return [known];
  throw new UsageError(`${name} is not a usage type; use all or one of: ${usageTypes.join(', ')}`);
}

function payloadOf(pairs: readonly string[]): Record<string, string> {
  const given = pairs.map((pair) => {
    const [name = '', ...value] = pair.split('=');
    if (name === '' || value.length === 0) throw new UsageError('--payload must be name=value');
    return [name, value.join('=')];
  });
  return { ...samplePayload, ...Object.fromEntries(given) };
}

function report(usageType: UsageType, result: TryResult): void {
  if (result.outcome !== 'accepted') return reportFailure(usageType, result);
  const { status, encoding, segments, messageId } = result.receipt;
  const size = `${encoding}, ${segments === 1 ? '1 segment' : `${segments} segments`}`;
  print(
    `${paint('green', '✓')} ${usageType}: ${status}, ${size}, ${result.milliseconds} ms, id ${messageId}`,
  );
}

function reportFailure(usageType: UsageType, failed: TryFailed): void {
  const happened = failed.outcome === 'rejected' ? 'not sent' : 'may have been sent';
  print(`${paint('red', '✗')} ${usageType}: ${happened} (${failed.code}). ${failed.message}`);
  print(`  ${failed.advice}`);
  if (failed.provider.docsUrl !== undefined) print(`  ${failed.provider.docsUrl}`);
}
