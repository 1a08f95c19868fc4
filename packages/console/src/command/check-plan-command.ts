import { maskRecipient } from '@sms-connectors/core';
import { type CompletePlan, explainPlan, type PlanExplanation } from '@sms-connectors/policies';
import { checkConfig } from '../functions/check-config.ts';
import { checkPlan, namesIn, type PlanReport } from '../functions/delivery-plan.ts';
import { configFile } from '../functions/config-store.ts';
import { installedConnectors } from '../functions/installed-connectors.ts';
import { type PlanConnector, planConnectors } from '../functions/plan-connectors.ts';
import { configValues } from './config-values.ts';
import { exitCodes } from './exit-codes.ts';
import { limitRows, settingRows } from './plan-words.ts';
import { reportProblems } from './problem-report.ts';
import { columns, paint, print, printJson, UsageError } from './terminal.ts';

export interface CheckPlanOptions {
  readonly to?: string;
  readonly json?: boolean;
  readonly strict?: boolean;
}

/** A connector that a plan names, and its config in this directory. */
interface UsedConnector {
  readonly name: string;
  readonly installed: boolean;
  readonly file: string;
  readonly config: 'valid' | 'problems' | 'none';
}

/** Checks and explains a delivery plan. */
export async function checkDeliveryPlan(
  file: string,
  plan: unknown,
  { to, json, strict }: CheckPlanOptions,
): Promise<number> {
  const directory = process.cwd();
  const known = await planConnectors(directory, await installedConnectors(directory));
  const report = checkPlan(
    plan,
    known.map(({ name }) => name),
  );
  const connectors = namesIn(plan).map((name) => used(name, known));
  const explanation = report.plan && to !== undefined ? explained(report.plan, to) : undefined;
  const isComplete = connectors.every(({ config }) => config === 'valid');
  const isRefused = explanation !== undefined && 'refused' in explanation;
  const ok = report.valid && !isRefused && (strict !== true || isComplete);
  if (json === true) {
    const recipient = to === undefined ? undefined : { recipient: maskRecipient(to) };
    printJson({
      file,
      ok,
      ...report,
      connectors,
      to: explanation && { ...recipient, ...explanation },
    });
  } else {
    printReport(file, report, connectors);
    if (to !== undefined) printExplanation(maskRecipient(to), explanation);
  }
  return ok ? exitCodes.success : exitCodes.failure;
}

/** @throws `UsageError` if the input is no phone number */
function explained(plan: CompletePlan, to: string): Exclude<PlanExplanation, { problem: string }> {
  const explanation = explainPlan(plan, to);
  if ('problem' in explanation) throw new UsageError(`--to: ${explanation.problem}`);
  return explanation;
}

function used(name: string, known: readonly PlanConnector[]): UsedConnector {
  const found = known.find((each) => each.name === name);
  if (found === undefined) {
    return { name, installed: false, file: configFile(name), config: 'none' };
  }
  const { connector, file, hasFile, config } = found;
  const about = { name, installed: true, file } as const;
  if (!hasFile) return { ...about, config: 'none' };
  const { config: complete } = configValues(connector.factory, config ?? {});
  const isValid = config !== undefined && checkConfig(connector.factory, complete).valid;
  return { ...about, config: isValid ? 'valid' : 'problems' };
}

function printReport(
  file: string,
  { plan, issues }: PlanReport,
  connectors: readonly UsedConnector[],
): void {
  reportProblems(file, 'a valid delivery plan', issues);
  if (connectors.length > 0) {
    print(`\n${paint('bold', 'Connectors')}`);
    print(columns(connectors.map((each) => connectorRow(each))));
  }
  if (plan === undefined) return;
  print(`\n${paint('bold', 'Routes')}, each in the order in which its connectors are tried`);
  const rows = Object.entries(plan.routes).map(([key, names]) => [key, names.join(' → ')]);
  print(columns(rows));
  if (plan.routes['default'] === undefined) {
    print('  There is no route default, so all other numbers are refused.');
  }
  print(`\n${paint('bold', 'Limits')}`);
  print(columns(limitRows(plan)));
  print(`\n${paint('bold', 'Failover')}`);
  print(columns(settingRows(plan)));
}

function connectorRow({ name, installed, file, config }: UsedConnector): readonly string[] {
  if (!installed) return ['✗', name, 'not installed'];
  const words = {
    valid: ['✓', `config in ${file}`],
    problems: ['✗', `${file} has problems: sms-connectors check ${file}`],
    none: ['?', `no config here (${file})`],
  } as const;
  const [mark, text] = words[config];
  return [mark, name, text];
}

function printExplanation(recipient: string, explanation: PlanExplanation | undefined): void {
  if (explanation === undefined) {
    print('\nFix the plan first: a plan with problems sends nothing.');
    return;
  }
  print(`\n${paint('bold', recipient)}`);
  if ('problem' in explanation) return;
  const country = explanation.country ?? 'none, or one of several';
  if ('refused' in explanation) {
    const reasons = {
      no_route: 'no route serves it, and there is no route default',
      country_not_allowed: 'limits.countries does not name its country',
    } as const;
    print(columns([['country', country]]));
    print(`  ${paint('red', '✗')} Refused: ${reasons[explanation.refused]}.`);
    return;
  }
  print(
    columns([
      ['country', country],
      ['route', explanation.route],
      ['order', explanation.connectors.join(' → ')],
    ]),
  );
}
