import Link from '@docusaurus/Link';
import { translate } from '@docusaurus/Translate';
import CodeBlock from '@theme/CodeBlock';
import Heading from '@theme/Heading';
import type { ReactNode } from 'react';
import site from '@site/generated/site.json';
import { strings } from '@site/src/strings.ts';
import { InstallCommand } from './install-command.tsx';
import { Phone } from './phone.tsx';
import { landingStrings } from './strings.ts';
import { type LandingString, say } from './words.ts';

const words: readonly LandingString[] = ['codeComment', 'codeText'];

/** What it is, how to try it, and the program with the message that it sends. */
export function Hero(): ReactNode {
  const example = words.reduce(
    (code, name) => code.replace(landingStrings[name], () => say(name)),
    site.landing.example,
  );
  return (
    <div className="hero-rows">
      <section className="hero-text">
        <Heading as="h1">{say('headline')}</Heading>
        <p className="lead">{say('lead')}</p>
        <InstallCommand />
        <p className="actions">
          <Link className="action action-first" to="/send-your-first-code">
            {translate({ message: strings.sendFirst })}
          </Link>
          <Link className="action" to="/compare">
            {say('compare')}
          </Link>
        </p>
      </section>
      <section className="hero-code">
        <CodeBlock language="ts">{example}</CodeBlock>
        <Phone />
      </section>
    </div>
  );
}
