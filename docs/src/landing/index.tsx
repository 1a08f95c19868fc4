import Layout from '@theme/Layout';
import { translate } from '@docusaurus/Translate';
import type { ReactNode } from 'react';
import { strings } from '@site/src/strings.ts';
import { ConsolePicture } from './console-picture.tsx';
import { Figures } from './figures.tsx';
import { Hero } from './hero.tsx';
import { Outcomes } from './outcomes.tsx';
import { Parts } from './parts.tsx';
import { Platforms } from './platforms.tsx';
import { Providers } from './providers.tsx';

/** The front page. */
export default function Landing(): ReactNode {
  return (
    <Layout description={translate({ message: strings.tagline })}>
      <main className="landing">
        <Hero />
        <ConsolePicture />
        <Outcomes />
        <Parts />
        <Figures />
        <Providers />
        <Platforms />
      </main>
    </Layout>
  );
}
