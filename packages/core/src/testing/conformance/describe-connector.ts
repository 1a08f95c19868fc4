import type { ConfigSchema } from '../../definition.ts';
import { attemptsGroup } from './attempts.ts';
import { capabilitiesGroup } from './capabilities.ts';
import { concurrencyGroup } from './concurrency.ts';
import { configAndGuideGroup } from './config-and-guide.ts';
import { deadlineAndAbortGroup } from './deadline-and-abort.ts';
import { deliveryReportsGroup } from './delivery-reports.ts';
import { errorsGroup } from './errors.ts';
import { privacyGroup } from './privacy.ts';
import { receiptGroup } from './receipt.ts';
import { requestGroup } from './request.ts';
import { type ConformanceOptions, makeSubject } from './subject.ts';
import { templatesGroup } from './templates.ts';
import { transportFaultsGroup } from './transport-faults.ts';

const groups = {
  request: requestGroup,
  templates: templatesGroup,
  receipt: receiptGroup,
  errors: errorsGroup,
  'transport faults': transportFaultsGroup,
  privacy: privacyGroup,
  attempts: attemptsGroup,
  'deadline and abort': deadlineAndAbortGroup,
  concurrency: concurrencyGroup,
  capabilities: capabilitiesGroup,
  'delivery reports': deliveryReportsGroup,
  'config and guide': configAndGuideGroup,
} as const;

/**
 * The conformance kit: the tests that every connector passes. It reads the manifest's capabilities and tests
 * what they claim.
 *
 * ```ts
 * import { describe, test } from 'vitest';
 *
 * describeConnector({ runner: { describe, test }, connector: twilio, config, room, startEmulator, answers });
 * ```
 */
export function describeConnector<Schema extends ConfigSchema, Extras extends object>(
  options: ConformanceOptions<Schema, Extras>,
): void {
  const { runner, connector } = options;
  const subject = makeSubject(options);
  runner.describe(`${connector.manifest.id} conforms`, () => {
    for (const [name, group] of Object.entries(groups)) {
      runner.describe(name, () => group(runner, subject));
    }
  });
}
