import type { ConnectorEntry } from '@site/generate/connectors.ts';

/** One question of the index, with the answers that some connector has. */
export interface Filter {
  readonly key: string;
  readonly label: string;
  readonly options: readonly FilterOption[];
}

interface FilterOption {
  readonly id: string;
  readonly label: string;
  readonly connectors: number;
  /** A part of the option before it, such as a country of a continent. */
  readonly isPart: boolean;
}

/** What a reader has chosen: the answer to each question. */
export type Choices = Readonly<Record<string, string>>;

export interface FilterWords {
  readonly basedIn: string;
  readonly emulator: string;
}

/** Every question that the manifests answer. A question with one answer is a feature, which a connector has or not. */
export function filtersOf(
  entries: readonly ConnectorEntry[],
  { basedIn, emulator }: FilterWords,
): readonly Filter[] {
  const facets = entries[0]?.facets ?? [];
  return [
    { key: 'place', label: basedIn, options: places(entries) },
    ...facets.map(({ key, label }) => ({ key, label, options: answersTo(key, entries) })),
    {
      key: 'emulator',
      label: emulator,
      options: [
        {
          id: 'offered',
          label: emulator,
          connectors: entries.filter(({ hasEmulator }) => hasEmulator).length,
          isPart: false,
        },
      ],
    },
  ].filter(({ options }) => options.length > 0);
}

export function isFeature({ options }: Filter): boolean {
  return options.length === 1;
}

function places(entries: readonly ConnectorEntry[]): readonly FilterOption[] {
  const byContinent = Map.groupBy(
    entries.filter(({ continent }) => continent !== undefined),
    ({ continent }) => continent?.id ?? '',
  );
  return [...byContinent.values()]
    .toSorted((a, b) => b.length - a.length)
    .flatMap((group) => {
      const byCountry = Map.groupBy(group, ({ country }) => country?.id ?? '');
      const countries = [...byCountry.values()].toSorted((a, b) => b.length - a.length);
      return [
        place(group, group[0]?.continent, false),
        ...countries.map((based) => place(based, based[0]?.country, true)),
      ];
    });
}

function place(
  based: readonly ConnectorEntry[],
  region: ConnectorEntry['country'],
  isPart: boolean,
): FilterOption {
  const { id = '', name = '' } = region ?? {};
  return { id, label: name, connectors: based.length, isPart };
}

function answersTo(key: string, entries: readonly ConnectorEntry[]): readonly FilterOption[] {
  const values = entries.flatMap(
    ({ facets }) => facets.find((facet) => facet.key === key)?.values ?? [],
  );
  return [...Map.groupBy(values, ({ id }) => id)].map(([id, same]) => ({
    id,
    label: same[0]?.label ?? id,
    connectors: same.length,
    isPart: false,
  }));
}

/** Whether a connector is what the reader has chosen, and its name contains what they have typed. */
export function isChosen(entry: ConnectorEntry, choices: Choices, typed: string): boolean {
  const answers = answersOf(entry);
  const words = `${entry.id} ${entry.name} ${entry.description}`.toLocaleLowerCase();
  return (
    words.includes(typed.trim().toLocaleLowerCase()) &&
    Object.entries(choices).every(([key, id]) => answers[key]?.includes(id) ?? false)
  );
}

function answersOf({
  country,
  continent,
  hasEmulator,
  facets,
}: ConnectorEntry): Readonly<Record<string, readonly string[]>> {
  return {
    place: [country?.id ?? '', continent?.id ?? ''],
    emulator: hasEmulator ? ['offered'] : [],
    ...Object.fromEntries(facets.map(({ key, values }) => [key, values.map(({ id }) => id)])),
  };
}
