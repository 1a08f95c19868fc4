import Link from '@docusaurus/Link';
import { translate } from '@docusaurus/Translate';
import CodeBlock from '@theme/CodeBlock';
import Layout from '@theme/Layout';
import type { ReactNode } from 'react';
import site from '@site/generated/site.json';
import { strings } from '@site/src/strings.ts';
import { ConnectorList } from './connector-list.tsx';
import { Outcomes } from './outcomes.tsx';
import { Phone } from './phone.tsx';

/** The front page. */
export default function Landing(): ReactNode {
  return (
    <Layout description={translate({ message: strings.tagline })}>
      <main className="landing">
        <section className="hero-text">
          <h1>{translate({ message: strings.headline })}</h1>
          <p className="lead">{translate({ message: strings.lead })}</p>
          <p className="actions">
            <Link className="action action-first" to="/send-your-first-code">
              {translate({ message: strings.sendFirst })}
            </Link>
            <Link className="action" to="/reference/contract">
              {translate({ message: strings.readContract })}
            </Link>
          </p>
          <Phone />
        </section>
        <section className="hero-code">
          <CodeBlock language="ts">{site.example}</CodeBlock>
          <Outcomes />
        </section>
        <ConnectorList />
      </main>
    </Layout>
  );
}
