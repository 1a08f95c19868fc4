import Link from '@docusaurus/Link';
import { translate } from '@docusaurus/Translate';
import useBaseUrl from '@docusaurus/useBaseUrl';
import type { ReactNode } from 'react';
import type { ConnectorEntry } from '@site/generate/connectors.ts';
import { strings } from '@site/src/strings.ts';

interface ConnectorCardProps {
  readonly entry: ConnectorEntry;
  readonly isHidden: boolean;
}

/** A connector, and what tells it apart from the others. */
export function ConnectorCard({ entry, isHidden }: ConnectorCardProps): ReactNode {
  const { id, name, description, country, hasEmulator, facets } = entry;
  const present = facets.filter(({ values }) => values.length > 0);
  const features = present.filter(isFeature);
  const properties = present.filter((facet) => !isFeature(facet));
  return (
    <li hidden={isHidden}>
      <img src={useBaseUrl(`/img/connectors/${id}.svg`)} alt="" width="40" height="40" />
      <div>
        <h2>
          <Link to={`/integrations/${id}`}>{name}</Link>
        </h2>
        {country !== undefined && <p className="connector-country">{country.name}</p>}
      </div>
      <p>{description}</p>
      <dl>
        {properties.map(({ key, label, values }) => (
          <div key={key}>
            <dt>{label}</dt>
            <dd>{values.map((value) => value.label).join(', ')}</dd>
          </div>
        ))}
      </dl>
      <ul>
        {features.map(({ key, label }) => (
          <li key={key}>{label}</li>
        ))}
        {hasEmulator && <li>{translate({ message: strings.emulator })}</li>}
      </ul>
    </li>
  );
}

/** A feature has no values of its own. */
function isFeature({ label, values }: ConnectorEntry['facets'][number]): boolean {
  return values.every((value) => value.label === label);
}
