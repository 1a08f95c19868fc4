// Made by the build, so that no type can be read from the file itself.
declare module '@site/generated/site.json' {
  import type { SiteFacts } from '@site/generate/site-facts.ts';

  const facts: SiteFacts;
  export default facts;
}
