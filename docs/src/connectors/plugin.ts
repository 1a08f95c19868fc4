import path from 'node:path';
import type { LoadContext, Plugin } from '@docusaurus/types';

/** Adds the index of the connectors. `@connectors` are the entries in the language of the build. */
export function connectorIndex({ baseUrl, siteDir, i18n }: LoadContext): Plugin {
  return {
    name: 'connector-index',
    contentLoaded({ actions }) {
      const component = '@site/src/connectors/index.tsx';
      actions.addRoute({ path: `${baseUrl}connectors/`, exact: true, component });
    },
    configureWebpack: () => ({
      resolve: {
        alias: {
          '@connectors': path.join(siteDir, `generated/connectors/${i18n.currentLocale}.json`),
        },
      },
    }),
  };
}
