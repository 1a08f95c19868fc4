import type { LoadContext, Plugin } from '@docusaurus/types';

/** Adds the front page. */
export function landing({ baseUrl }: LoadContext): Plugin {
  return {
    name: 'landing',
    contentLoaded({ actions }) {
      actions.addRoute({ path: baseUrl, exact: true, component: '@site/src/landing/index.tsx' });
    },
  };
}
