import Link from '@docusaurus/Link';
import Heading from '@theme/Heading';
import type { ReactNode } from 'react';
import { providerCount } from './providers.tsx';
import { say, useFormat } from './words.ts';

const parts = [
  ['connectorsPart', 'connectorsText', '/connectors'],
  ['verifyPart', 'verifyText', '/verify-a-phone-number'],
  ['policiesPart', 'policiesText', '/survive-an-outage'],
  ['reportsPart', 'reportsText', '/receive-delivery-reports'],
  ['gatewayPart', 'gatewayText', '/run-the-gateway'],
  ['testsPart', 'testsText', '/test-your-app'],
] as const;

/** What the packages do, one sentence each, with the page to start from. */
export function Parts(): ReactNode {
  const count = useFormat()(providerCount());
  return (
    <section>
      <Heading as="h2" id="parts">
        {say('partsTitle')}
      </Heading>
      <ul className="parts">
        {parts.map(([title, text, page]) => (
          <li key={title}>
            <Heading as="h3">
              <Link to={page}>{say(title)}</Link>
            </Heading>
            <p>{say(text, { count })}</p>
          </li>
        ))}
      </ul>
    </section>
  );
}
