import type { Capabilities } from '../../contract.ts';
import type { ConfigSchema } from '../../connector/connector-definition.ts';
import { attemptsGroup } from './attempts.ts';
import { capabilitiesGroup } from './capabilities.ts';
import { concurrencyGroup } from './concurrency.ts';
import { configAndGuideGroup } from './config-and-guide.ts';
import { deadlineAndAbortGroup } from './deadline-and-abort.ts';
import { deliveryReportsGroup } from './delivery-reports.ts';
import { errorsGroup } from './errors.ts';
import { privacyGroup } from './privacy.ts';
import { readableRunner } from './readable-runner.ts';
import { receiptGroup } from './receipt.ts';
import { requestGroup } from './request.ts';
import { type ConformanceOptions, makeSubject, type Subject, type TestRunner } from './subject.ts';
import { templatesGroup } from './templates.ts';
import { transportFaultsGroup } from './transport-faults.ts';

interface Group {
  readonly name: string;
  readonly define: (runner: TestRunner, subject: Subject) => void;
  /** Whether a connector of these capabilities has anything to show here; always where absent. */
  readonly applies?: (capabilities: Capabilities) => boolean;
}

const usesNetwork = ({ inProcess }: Capabilities): boolean => inProcess !== true;
const hasReports = ({ deliveryReports }: Capabilities): boolean => deliveryReports !== undefined;

const groups: readonly Group[] = [
  { name: 'request', define: requestGroup },
  { name: 'templates', define: templatesGroup },
  { name: 'receipt', define: receiptGroup },
  { name: 'errors', define: errorsGroup, applies: usesNetwork },
  { name: 'transport faults', define: transportFaultsGroup, applies: usesNetwork },
  { name: 'privacy', define: privacyGroup },
  { name: 'attempts', define: attemptsGroup, applies: usesNetwork },
  { name: 'deadline and abort', define: deadlineAndAbortGroup },
  { name: 'concurrency', define: concurrencyGroup },
  { name: 'capabilities', define: capabilitiesGroup },
  { name: 'delivery reports', define: deliveryReportsGroup, applies: hasReports },
  { name: 'config and guide', define: configAndGuideGroup },
];

/**
 * The conformance kit: the tests that every connector passes. It reads the manifest's capabilities and tests
 * what they claim.
 *
 * ```ts
 * import { describe, test } from 'vitest';
 *
 * describeConnector({ runner: { describe, test }, connector: twilio, config, packageUrl, startEmulator, answers });
 * ```
 */
export function describeConnector<Schema extends ConfigSchema, Extras extends object>(
  options: ConformanceOptions<Schema, Extras>,
): void {
  const { connector } = options;
  const runner = readableRunner(options.runner);
  const subject = makeSubject(options);
  runner.describe(`${connector.manifest.id} conforms`, () => {
    for (const { name, define, applies } of groups) {
      if (applies?.(connector.manifest.capabilities) === false) continue;
      runner.describe(name, () => define(runner, subject));
    }
  });
}
