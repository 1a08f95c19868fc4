import type { ConfigSchema } from '../../connector/connector-definition.ts';
import { approvedTemplatesGroup } from './approved-templates.ts';
import { attemptsGroup } from './attempts.ts';
import { capabilitiesGroup } from './capabilities.ts';
import { closeGroup } from './close.ts';
import { concurrencyGroup } from './concurrency.ts';
import { configAndGuideGroup } from './config-and-guide.ts';
import { configCheckGroup } from './config-check.ts';
import type { ConformanceOptions } from './conformance-options.ts';
import { conversionsGroup } from './conversions.ts';
import { deadlineAndCancellationGroup } from './deadline-and-cancellation.ts';
import { deliveryReportsGroup } from './delivery-reports.ts';
import { emulatorGroup } from './emulator.ts';
import { errorsGroup } from './errors.ts';
import { type KitRunner, kitRunner } from './kit-runner.ts';
import { preflightGroup } from './preflight.ts';
import { privacyGroup } from './privacy.ts';
import { receiptGroup } from './receipt.ts';
import { requestGroup } from './request.ts';
import { makeSubject, type Subject } from './subject.ts';
import { templatesGroup } from './templates.ts';
import { transportFaultsGroup } from './transport-faults.ts';

interface Group {
  readonly name: string;
  readonly define: (runner: KitRunner, subject: Subject) => void;
  /** Whether a connector of these capabilities has anything to test here; by default yes. */
  readonly applies?: (subject: Subject) => boolean;
}

const usesNetwork = (subject: Subject): boolean => subject.usesNetwork;

const groups: readonly Group[] = [
  { name: 'request', define: requestGroup },
  { name: 'templates', define: templatesGroup },
  {
    name: 'approved templates',
    define: approvedTemplatesGroup,
    applies: ({ sendsTemplates }) => sendsTemplates,
  },
  { name: 'receipt', define: receiptGroup },
  { name: 'errors', define: errorsGroup, applies: usesNetwork },
  { name: 'transport faults', define: transportFaultsGroup, applies: usesNetwork },
  {
    name: 'preflight',
    define: preflightGroup,
    applies: ({ options }) => options.preflight !== undefined,
  },
  { name: 'privacy', define: privacyGroup },
  { name: 'attempts', define: attemptsGroup, applies: usesNetwork },
  { name: 'deadline and cancellation', define: deadlineAndCancellationGroup },
  { name: 'close', define: closeGroup },
  { name: 'concurrency', define: concurrencyGroup },
  { name: 'capabilities', define: capabilitiesGroup },
  {
    name: 'conversions',
    define: conversionsGroup,
    applies: ({ takesConversions }) => takesConversions,
  },
  {
    name: 'delivery reports',
    define: deliveryReportsGroup,
    applies: ({ capabilities }) => capabilities.deliveryReports !== undefined,
  },
  {
    name: 'config check',
    define: configCheckGroup,
    applies: (subject) => subject.usesNetwork && verifiesConfig(subject),
  },
  { name: 'emulator', define: emulatorGroup, applies: usesNetwork },
  { name: 'config and guide', define: configAndGuideGroup },
];

/**
 * The conformance kit: the tests that every connector must pass. It reads the manifest's capabilities and tests that
 * they are true.
 *
 * ```ts
 * import { describe, test } from 'vitest';
 *
 * describeConnector({
 *   runner: { describe, test },
 *   connector: twilio,
 *   config: emulator.config,
 *   packageUrl: new URL('..', import.meta.url),
 *   startEmulator,
 *   answers,
 * });
 * ```
 */
export function describeConnector<Schema extends ConfigSchema, Extras extends object>(
  options: ConformanceOptions<Schema, Extras>,
): void {
  const subject = makeSubject(options);
  const runner = kitRunner(options.runner, subject);
  runner.describe(`${subject.connector.manifest.id} conforms`, () => {
    for (const { name, define, applies } of groups) {
      if (applies?.(subject) === false) continue;
      runner.describe(name, () => define(runner, subject));
    }
  });
}

/** No capability declares `verifyConfig`. A connector that cannot be made fails in every other group. */
function verifiesConfig({ contextOf }: Subject): boolean {
  try {
    return contextOf(() => undefined).make().verifyConfig !== undefined;
  } catch {
    return false;
  }
}
