import Link from '@docusaurus/Link';
import { translate } from '@docusaurus/Translate';
import useBaseUrl from '@docusaurus/useBaseUrl';
import useDocusaurusContext from '@docusaurus/useDocusaurusContext';
import Heading from '@theme/Heading';
import type { ReactNode } from 'react';
import type { ConnectorEntry } from '@site/generate/connectors.ts';
import site from '@site/generated/site.json';
import { strings } from '@site/src/strings.ts';

/** Lists every connector with its provider's capabilities, from the manifests. */
export function ConnectorList(): ReactNode {
  const { i18n } = useDocusaurusContext();
  const connectors = site.connectors[i18n.currentLocale] ?? [];
  const labels = connectors[0]?.capabilities.map(({ label }) => label) ?? [];
  return (
    <section className="connectors">
      <header>
        <Heading as="h2" id="connectors">
          {translate({ message: strings.connectors })}
        </Heading>
        <p>{translate({ message: strings.connectorsLead })}</p>
      </header>
      {/* The roles stay where a phone's style sheet shows the rows as cards. */}
      <table role="table">
        <thead role="rowgroup">
          <tr role="row">
            <th role="columnheader" scope="col">
              {translate({ message: strings.connector })}
            </th>
            {labels.map((label) => (
              <th role="columnheader" scope="col" key={label}>
                {label}
              </th>
            ))}
          </tr>
        </thead>
        <tbody role="rowgroup">
          {connectors.map((connector) => (
            <ConnectorRow key={connector.id} connector={connector} />
          ))}
        </tbody>
      </table>
      <p>
        <Link to="/write-a-connector">{translate({ message: strings.writeConnector })}</Link>
      </p>
    </section>
  );
}

function ConnectorRow({ connector }: { readonly connector: ConnectorEntry }): ReactNode {
  const { id, name, description, capabilities } = connector;
  return (
    <tr role="row">
      <th role="rowheader" scope="row">
        <img src={useBaseUrl(`/img/connectors/${id}.svg`)} alt="" width="40" height="40" />
        <Link to={`/integrations/${id}`}>{name}</Link>
        <span>{description}</span>
      </th>
      {capabilities.map(({ label, value }) => (
        <td role="cell" key={label} data-label={label}>
          {value}
        </td>
      ))}
    </tr>
  );
}
