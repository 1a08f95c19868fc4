import {
  canonicalUsageType,
  type InboxMessage,
  type Message,
  maskRecipient,
  parseRecipient,
  type UsageType,
  usageTypes,
} from '@sms-connectors/core';
import { numberProblem } from '../functions/number-problem.ts';
import { previewTemplates, samplePayload } from '../functions/preview-templates.ts';
import { endsRound, type TryFailed, type TryResult } from '../functions/try-message.ts';
import { openWorkbench } from '../functions/workbench.ts';
import { checkConfig } from '../functions/check-config.ts';
import { chosenConfig } from './chosen-config.ts';
import { unusedLines, variableLines } from './config-values.ts';
import { exitCodes } from './exit-codes.ts';
import { languageProblem } from './language-problem.ts';
import { proxyAdvice } from './proxy-advice.ts';
import { suggestion } from './suggestion.ts';
import { during, note, paint, print, printJson, UsageError } from './terminal.ts';

export interface SendOptions {
  readonly to?: string;
  readonly config?: string;
  readonly connector?: string;
  readonly usageType?: string;
  readonly payload?: readonly string[];
  readonly locale?: string;
  readonly emulator?: boolean;
  readonly json?: boolean;
}

/** Sends the messages and returns the exit code. */
export async function send(options: SendOptions): Promise<number> {
  const { to, usageType: type, locale, emulator, json } = options;
  if (to === undefined) {
    throw new UsageError('Pass the recipient with --to, for example --to +33612345678.');
  }
  const chosen = await chosenConfig({
    file: options.config,
    connector: options.connector,
    emulator,
  });
  const { connector, config, target } = chosen;
  const { id } = connector;
  if (locale !== undefined) refuseUnknownLanguage(locale, config);
  const sendsNothing = connector.factory.manifest.capabilities.inProcess === true;
  const isReal = target === 'provider' && !sendsNothing;
  const wanted = wantedTypes(type, config, isReal);
  const payload = payloadOf(options.payload ?? []);
  if ('problem' in parseRecipient(to)) throw new UsageError(`--to: ${numberProblem(to)}`);
  if (chosen.file === undefined) note('There is no config file, so an example config is used.');
  for (const line of variableLines(chosen)) note(line);
  if (!checkConfig(connector.factory, config).valid) {
    for (const line of unusedLines(chosen)) note(line);
  }
  const workbench = openWorkbench([connector]);
  try {
    const results: { usageType: UsageType; result: TryResult }[] = [];
    for (const usageType of wanted) {
      const message: Message = {
        to,
        usageType,
        payload,
        ...(locale !== undefined && { locale }),
      };
      const sending = workbench.send({ id, config, target, message });
      const result = await during(`Sending ${usageType} to ${maskRecipient(to)}`, sending);
      results.push({ usageType, result });
      if (json !== true) report(usageType, result);
      if (json !== true && !isReal) reportText(result, await workbench.messages(id));
      if (endsRound(result)) break;
    }
    if (json === true)
      printJson(results.map(({ usageType, result }) => ({ usageType, ...result })));
    return exitCode(results.map(({ result }) => result.outcome));
  } finally {
    await workbench.close();
  }
}

function exitCode(outcomes: readonly TryResult['outcome'][]): number {
  if (outcomes.includes('unknown')) return exitCodes.maybeSent;
  return outcomes.includes('rejected') ? exitCodes.failure : exitCodes.success;
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
    throw new UsageError(`Choose what to send with --usage-type: ${types}.`);
  }
  if (name === undefined || name === 'all') return all;
  const known = usageTypes.find((type) => type === name);
  if (known !== undefined) return [known];
  const likely = suggestion(name, ['all', ...usageTypes]);
  throw new UsageError(
    `${name} is not a usage type.${likely} Use all, or one of: ${usageTypes.join(', ')}.`,
  );
}

function refuseUnknownLanguage(locale: string, config: unknown): void {
  const locales = previewTemplates(config).flatMap((template) => template.locale ?? []);
  const problem = languageProblem(locale, locales);
  if (problem !== undefined) throw new UsageError(`--locale: ${problem}`);
}

function payloadOf(pairs: readonly string[]): Record<string, string> {
  const given = pairs.map((pair) => {
    const [name = '', ...value] = pair.split('=');
    if (name === '' || value.length === 0) throw new UsageError('--payload must be name=value.');
    return [name, value.join('=')];
  });
  return { ...samplePayload, ...Object.fromEntries(given) };
}

function report(usageType: UsageType, result: TryResult): void {
  if (result.outcome !== 'accepted') return reportFailure(usageType, result);
  const { status, encoding, segments, messageId } = result.receipt;
  // Absent if the provider writes the text.
  const size = encoding && `${encoding}, ${segments === 1 ? '1 segment' : `${segments} segments`}`;
  const facts = [status, size, `${result.milliseconds} ms`, `id ${messageId}`].filter(Boolean);
  print(`${paint('green', '✓')} ${usageType}: ${facts.join(', ')}`);
}

/** The text as the phone shows it. Its code is the user's own. */
function reportText(result: TryResult, messages: readonly InboxMessage[]): void {
  if (result.outcome !== 'accepted') return;
  const { messageId } = result.receipt;
  const text = messages.find((message) => message.messageId === messageId)?.text;
  for (const line of text?.split('\n') ?? []) print(`  ${paint('dim', line)}`);
}

function reportFailure(usageType: UsageType, failed: TryFailed): void {
  const happened = failed.outcome === 'rejected' ? 'not sent' : 'may have been sent';
  print(`${paint('red', '✗')} ${usageType}: ${happened} (${failed.code}). ${failed.message}`);
  print(`  ${failed.advice}`);
  const proxy = ['network', 'timeout'].includes(failed.code) ? proxyAdvice() : undefined;
  if (proxy !== undefined) print(`  ${proxy}`);
  if (failed.provider.docsUrl !== undefined) print(`  ${failed.provider.docsUrl}`);
}
