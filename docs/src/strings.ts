/**
 * The site's words outside its pages. `pages/interface.md` lists them for the translators; the build fails
 * where the two differ.
 */
export const strings = {
  tagline: 'SMS verification codes through any provider, for TypeScript on Node and on the edge.',

  getStarted: 'Get started',
  connectors: 'Connectors',
  policies: 'Policies',
  verification: 'Verification codes',
  queue: 'Queue',
  gateway: 'Gateway',
  reference: 'API reference',
  contribute: 'Contribute',
  sourceOnGitHub: 'Source on GitHub',
  licence: 'MIT licence',
  describes: 'Describes {package} {version}',
  describesUnreleased: 'Describes {package}, which is not on npm yet',
  search: 'Search',
  table: 'Table',
  output: 'Output',

  allConnectors: 'All connectors',
  anyProvider: 'For any provider',
  basedIn: 'Provider based in',
  nameOfProvider: 'Provider',
  any: 'Any',
  features: 'Features',
  emulator: 'Emulator',
  connectorsFound: '{found} of {all} connectors',
  clearFilters: 'Clear the filters',
  noConnector:
    'No connector fits. Clear a filter, or describe the API of your provider with Custom HTTP.',

  guideParts: 'Parts of this guide',
  setUp: 'Set up',
  sendAndTest: 'Send and test',
  referencePart: 'Reference',

  notFound: 'This page does not exist',
  notFoundLead: 'The page may have moved. Search for it, or start with one of these pages.',
  searchSite: 'Search this site',
  errorCodes: 'Error codes',
  connectorsLead: 'Each connector has a setup guide generated from its own code.',
  sendFirst: 'Send your first code',
  writeConnector: 'Is your provider missing? Write a connector for it.',
} as const;

/** Words of the theme that read better otherwise, or that it leaves in English in some language. */
export const themeStrings = {
  'theme.common.editThisPage': 'Source of this page',
  'theme.NavBar.navAriaLabel': 'Main navigation',
  'theme.docs.sidebar.navAriaLabel': 'Pages of this site',
  'theme.IconExternalLink.ariaLabel': '(opens in a new tab)',
  'theme.navbar.mobileDropdown.collapseButton.expandAriaLabel': 'Expand the menu',
  'theme.navbar.mobileDropdown.collapseButton.collapseAriaLabel': 'Collapse the menu',
  'theme.colorToggle.ariaLabel.mode.system': 'system mode',
} as const;
