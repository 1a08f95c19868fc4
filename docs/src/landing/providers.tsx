import Link from '@docusaurus/Link';
import useBaseUrl from '@docusaurus/useBaseUrl';
import Heading from '@theme/Heading';
import type { ReactNode } from 'react';
import site from '@site/generated/site.json';
import { say, useFormat } from './words.ts';

/** They send through no provider of their own. */
const others: ReadonlySet<string> = new Set(['http', 'mock']);

const providers = (site.connectors['en'] ?? []).filter(({ id }) => !others.has(id));

/** How many providers have a connector. */
export function providerCount(): number {
  return providers.length;
}

/** The providers by name; the index of connectors compares them. */
export function Providers(): ReactNode {
  return (
    <section>
      <Heading as="h2" id="connectors">
        {say('providersTitle', { count: useFormat()(providers.length) })}
      </Heading>
      <p>{say('providersLead')}</p>
      <ul className="chips">
        {providers.map(({ id, name }) => (
          <Provider key={id} id={id} name={name} />
        ))}
      </ul>
      <p>
        <Link to="/connectors">{say('allProviders')}</Link>
      </p>
    </section>
  );
}

function Provider({ id, name }: { readonly id: string; readonly name: string }): ReactNode {
  return (
    <li>
      <Link to={`/integrations/${id}`}>
        <img src={useBaseUrl(`/img/connectors/${id}.svg`)} alt="" width="24" height="24" />
        {name}
      </Link>
    </li>
  );
}
