import Link from '@docusaurus/Link';
import Translate, { translate } from '@docusaurus/Translate';
import Layout from '@theme/Layout';
import type { ReactNode } from 'react';
import connectors from '@connectors';
import { strings } from '@site/src/strings.ts';
import { useChoices } from './choices.ts';
import { ConnectorCard } from './connector-card.tsx';
import { FilterPanel } from './filter-panel.tsx';
import { filtersOf, isChosen } from './filters.ts';

/** The index of the connectors, with filters made from the manifests. */
export default function ConnectorIndex(): ReactNode {
  const chosen = useChoices();
  const filters = filtersOf(connectors, {
    basedIn: translate({ message: strings.basedIn }),
    emulator: translate({ message: strings.emulator }),
  });
  const found = connectors.filter((entry) => isChosen(entry, chosen.choices, chosen.typed));
  const title = translate({ message: strings.connectors });
  const lead = translate({ message: strings.connectorsLead });
  return (
    <Layout title={title} description={lead}>
      <main className="connector-index">
        <header>
          <h1>{title}</h1>
          <p>{lead}</p>
        </header>
        <FilterPanel filters={filters} chosen={chosen}>
          <output className="connector-count" aria-live="polite">
            <Translate values={{ found: found.length, all: connectors.length }}>
              {strings.connectorsFound}
            </Translate>
          </output>
        </FilterPanel>
        <ul className="connector-cards">
          {connectors.map((entry) => (
            <ConnectorCard key={entry.id} entry={entry} isHidden={!found.includes(entry)} />
          ))}
        </ul>
        {found.length === 0 && <p>{translate({ message: strings.noConnector })}</p>}
        <p>
          <Link to="/write-a-connector">{translate({ message: strings.writeConnector })}</Link>
        </p>
      </main>
    </Layout>
  );
}
