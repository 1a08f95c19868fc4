// The build generates the files, so their types are declared here.
declare module '@site/generated/site.json' {
  import type { SiteFacts } from '@site/generate/site-facts.ts';

  const facts: SiteFacts;
  export default facts;
}

declare module '@site/generated/versions.json' {
  import type { PageVersions } from '@site/generate/site-facts.ts';

  const versions: PageVersions;
  export default versions;
}

/** In the language of the build. */
declare module '@connectors' {
  import type { ConnectorEntry } from '@site/generate/connectors.ts';

  const connectors: readonly ConnectorEntry[];
  export default connectors;
}
