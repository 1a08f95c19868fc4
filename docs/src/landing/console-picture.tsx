import Link from '@docusaurus/Link';
import useBaseUrl from '@docusaurus/useBaseUrl';
import useDocusaurusContext from '@docusaurus/useDocusaurusContext';
import Heading from '@theme/Heading';
import ThemedImage from '@theme/ThemedImage';
import type { ReactNode } from 'react';
import site from '@site/generated/site.json';
import { say } from './words.ts';

/** The console, in the reader's language and colours. */
export function ConsolePicture(): ReactNode {
  const { currentLocale } = useDocusaurusContext().i18n;
  const locale = site.landing.pictureLocales.includes(currentLocale) ? currentLocale : 'en';
  const sources = {
    light: useBaseUrl(`/img/pictures/console-${locale}-light.webp`),
    dark: useBaseUrl(`/img/pictures/console-${locale}-dark.webp`),
  };
  return (
    <section className="console-picture">
      <Heading as="h2" id="console">
        {say('consoleTitle')}
      </Heading>
      <p>{say('consoleLead')}</p>
      <Link to="/console">
        <ThemedImage
          sources={sources}
          alt={say('consolePicture')}
          width="1280"
          height="800"
          loading="lazy"
        />
      </Link>
    </section>
  );
}
