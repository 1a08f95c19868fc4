import type { CompletePlan } from '@sms-connectors/policies';

/** The limits of a plan, one a row. */
export function limitRows({ limits }: CompletePlan): readonly (readonly string[])[] {
  const { countries, pumping, onStoreFailure, ...counted } = limits ?? {};
  const counts = Object.entries(counted).map(([name, list]) => [
    name,
    (list ?? [])
      .map(({ messages, seconds }) => `${plural(messages, 'message')} in ${duration(seconds)}`)
      .join(', and '),
  ]);
  const rows = [
    ['countries', countries?.join(', ') ?? 'all'],
    ...counts,
    ...(pumping === undefined ? [] : [['pumping', pumpingWords(pumping)]]),
  ];
  if (counts.length === 0 && pumping === undefined) {
    return [...rows, ['messages', 'any number']];
  }
  return [...rows, ['onStoreFailure', onStoreFailure ?? '']];
}

/** When the next connector is tried, and when one is skipped. */
export function settingRows({ failover, circuit }: CompletePlan): readonly (readonly string[])[] {
  const rows = Object.entries({ ...failover, ...circuit }).map(([name, value]) => [
    name,
    name.endsWith('Ms') ? duration(Number(value) / 1000) : String(value),
  ]);
  return rows.length === 0 ? [['default settings']] : rows;
}

type Pumping = NonNullable<NonNullable<CompletePlan['limits']>['pumping']>;

function pumpingWords({ minMessages, minConversionRate, seconds, blockSeconds }: Pumping): string {
  const share = `${Math.round(minConversionRate * 100)}%`;
  return `blocks a prefix for ${duration(blockSeconds)} if fewer than ${share} of at least ${minMessages} codes in ${duration(seconds)} are used`;
}

const units = [
  ['day', 86_400],
  ['hour', 3600],
  ['minute', 60],
] as const;

/** A duration in the largest unit that divides it. */
function duration(seconds: number): string {
  const [unit, length] = units.find(([, each]) => seconds % each === 0) ?? ['second', 1];
  return plural(seconds / length, unit);
}

function plural(count: number, word: string): string {
  return `${count} ${word}${count === 1 ? '' : 's'}`;
}
