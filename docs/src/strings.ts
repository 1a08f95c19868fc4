/**
 * The site's words outside its pages. `pages/interface.md` lists them for the translators; the build fails
 * where the two differ.
 */
export const strings = {
  tagline: 'Verification codes by SMS with one line of code and any provider.',

  getStarted: 'Get started',
  connectors: 'Connectors',
  policies: 'Policies',
  reference: 'API reference',
  contribute: 'Contribute',
  sourceOnGitHub: 'Source on GitHub',
  licence: 'MIT licence',
  describes: 'Describes {package} {version}',
  search: 'Search',
  table: 'Table',

  headline: 'Send the code, whatever the provider',
  lead: 'One package per SMS provider, one line to send a verification code. No leaked secrets, no duplicate messages, no failures reported as success.',
  sendFirst: 'Send your first code',
  readContract: 'Read the contract',
  phone: 'What the phone shows',
  outcomes: 'Every send has one of three outcomes',
  acceptedMeaning: 'The provider accepted the message. You get a receipt.',
  rejectedMeaning: 'The message was certainly not sent. The error says why.',
  unknownMeaning: 'The message may have been sent. Sending again could deliver it twice.',
  connector: 'Connector',
  connectorsLead: 'Each connector has a setup guide generated from its own code.',
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
