import { translate } from '@docusaurus/Translate';
import type { ReactNode } from 'react';
import { strings } from '@site/src/strings.ts';
import type { Chosen } from './choices.ts';
import { type Filter, isFeature } from './filters.ts';

interface FilterPanelProps {
  readonly filters: readonly Filter[];
  readonly chosen: Chosen;
  /** How many connectors are left. */
  readonly children: ReactNode;
}

/** The questions: a list for each that has several answers, and a box to tick for each feature. */
export function FilterPanel({ filters, chosen, children }: FilterPanelProps): ReactNode {
  const { choices, typed, choose, type, clear } = chosen;
  const isFiltered = typed !== '' || Object.keys(choices).length > 0;
  return (
    <form className="connector-filters" role="search" onSubmit={(event) => event.preventDefault()}>
      <label>
        <span>{translate({ message: strings.nameOfProvider })}</span>
        <input type="search" value={typed} onChange={({ target }) => type(target.value)} />
      </label>
      {filters
        .filter((filter) => !isFeature(filter))
        .map(({ key, label, options }) => (
          <label key={key}>
            <span>{label}</span>
            <select value={choices[key] ?? ''} onChange={({ target }) => choose(key, target.value)}>
              <option value="">{translate({ message: strings.any })}</option>
              {options.map((option) => (
                <option key={option.id} value={option.id}>
                  {`${option.isPart ? '\u2003' : ''}${option.label} (${option.connectors})`}
                </option>
              ))}
            </select>
          </label>
        ))}
      <fieldset>
        <legend>{translate({ message: strings.features })}</legend>
        {filters.filter(isFeature).map(({ key, label, options: [option] }) => (
          <label key={key} className="connector-feature">
            <input
              type="checkbox"
              checked={choices[key] !== undefined}
              onChange={({ target }) => choose(key, target.checked ? (option?.id ?? '') : '')}
            />
            {label}
          </label>
        ))}
      </fieldset>
      <div className="connector-found">
        {children}
        {isFiltered && (
          <button type="button" onClick={clear}>
            {translate({ message: strings.clearFilters })}
          </button>
        )}
      </div>
    </form>
  );
}
