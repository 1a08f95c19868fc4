import Link from '@docusaurus/Link';
import { translate } from '@docusaurus/Translate';
import useBaseUrl from '@docusaurus/useBaseUrl';
import useDocusaurusContext from '@docusaurus/useDocusaurusContext';
import Heading from '@theme/Heading';
import type { ReactNode } from 'react';
import site from '@site/generated/site.json';
import { strings } from '@site/src/strings.ts';

type SiteConnector = (typeof site.connectors)[number];

/** Every connector with what its provider can do, from the manifests. */
export function ConnectorList(): ReactNode {
  return (
    <section className="connectors">
      <Heading as="h2" id="connectors">
        {translate({ message: strings.connectors })}
      </Heading>
      <p>{translate({ message: strings.connectorsLead })}</p>
      <ul className="connector-list">
        {site.connectors.map((connector) => (
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
        <p>{translate({ message: connector.description })}</p>
      </div>
      <dl>
        {useFacts(connector).map(([name, value]) => (
          <div key={name}>
            <dt>{translate({ message: name })}</dt>
            <dd>{value}</dd>
          </div>
        ))}
      </dl>
    </li>
  );
}

function useFacts({ capabilities }: SiteConnector): readonly (readonly [string, string])[] {
  const { i18n } = useDocusaurusContext();
  const language = i18n.localeConfigs[i18n.currentLocale]?.htmlLang ?? i18n.currentLocale;
  const number = new Intl.NumberFormat(language);
  const list = new Intl.ListFormat(language, { type: 'conjunction' });
  const senders = capabilities.senders as readonly ('phone_number' | 'short_code')[];
  const { validitySeconds, sandbox } = capabilities;
  return [
    [strings.sender, list.format(senders.map((kind) => translate({ message: strings[kind] })))],
    [strings.numbers, capabilities.numberFormat === 'e164' ? '+33612345678' : '33612345678'],
    [
      strings.longest,
      translate(
        { message: strings.characters },
        { count: number.format(capabilities.maxCharacters) },
      ),
    ],
    [
      strings.expiry,
      validitySeconds
        ? translate(
            { message: strings.seconds },
            {
              min: number.format(validitySeconds.min),
              max: number.format(validitySeconds.max / 3600),
            },
          )
        : translate({ message: strings.no }),
    ],
    [strings.sandbox, translate({ message: sandbox ? strings.yes : strings.no })],
  ];
}
