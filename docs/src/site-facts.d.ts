// The build generates the file, so its type is declared here.
declare module '@site/generated/site.json' {
  import type { SiteFacts } from '@site/generate/site-facts.ts';

  const facts: SiteFacts;
  export default facts;
}
