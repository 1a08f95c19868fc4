import Link from '@docusaurus/Link';
import { translate } from '@docusaurus/Translate';
import useBaseUrl from '@docusaurus/useBaseUrl';
import useDocusaurusContext from '@docusaurus/useDocusaurusContext';
import Heading from '@theme/Heading';
import type { ReactNode } from 'react';
import site from '@site/generated/site.json';
import { strings } from '@site/src/strings.ts';

type SiteConnector = (typeof site.connectors.en)[number];

/** Every connector with what its provider can do, from the manifests. */
export function ConnectorList(): ReactNode {
  const { i18n } = useDocusaurusContext();
  const connectors = site.connectors[i18n.currentLocale as 'en'];
  return (
    <section className="connectors">
      <Heading as="h2" id="connectors">
        {translate({ message: strings.connectors })}
      </Heading>
      <p>{translate({ message: strings.connectorsLead })}</p>
      <ul className="connector-list">
        {connectors.map((connector) => (
          <Connector key={connector.id} connector={connector} />
        ))}
      </ul>
      <p>
        <Link to="/write-a-connector">{translate({ message: strings.writeConnector })}</Link>
      </p>
    </section>
  );
}

function Connector({ connector }: { readonly connector: SiteConnector }): ReactNode {
  const logo = useBaseUrl(`/img/connectors/${connector.id}.svg`);
  return (
    <li>
      <img src={logo} alt="" width="44" height="44" />
      <div className="connector-name">
        <h3>
          <Link to={`/integrations/${connector.id}`}>{connector.name}</Link>
        </h3>
        <p>{connector.description}</p>
      </div>
      <dl>
        {connector.capabilities.map(({ label, value }) => (
          <div key={label}>
            <dt>{label}</dt>
            <dd>{value}</dd>
          </div>
        ))}
      </dl>
    </li>
  );
}
