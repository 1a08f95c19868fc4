/**
 * The site's strings outside its pages. `pages/interface.md` lists them for translators; the build fails if the two
 * differ.
 */
export const strings = {
  tagline: 'Verification codes by SMS, in one line, whatever the provider.',

  getStarted: 'Get started',
  connectors: 'Connectors',
  reference: 'API reference',
  contribute: 'Contribute',
  sourceOnGitHub: 'Source on GitHub',
  licence: 'MIT licence',
  describes: 'Describes {package} {version}',
  search: 'Search',
  table: 'Table',

  headline: 'Send the code, whatever the provider',
  lead: 'One package per SMS provider, one line to send a verification code. A secret never leaks, a message never goes out twice, and a failure is never called a success.',
  sendFirst: 'Send your first code',
  readContract: 'Read the contract',
  phone: 'What the phone shows',
  outcomes: 'Every send ends in one of three ways',
  acceptedMeaning: 'The provider accepted the message. You have a receipt.',
  rejectedMeaning: 'The message was not sent. The error says why.',
  unknownMeaning: 'The message may have been sent. Sending it again could send it twice.',
  connector: 'Connector',
  connectorsLead: 'Each has a set-up guide generated from its code.',
  writeConnector: 'Is your provider missing? Write its connector.',
} as const;

/** Strings of the theme that we reword, or that the theme does not translate to all languages. */
export const themeStrings = {
  'theme.common.editThisPage': 'Source of this page',
  'theme.NavBar.navAriaLabel': 'Main navigation',
  'theme.docs.sidebar.navAriaLabel': 'Pages of this site',
  'theme.IconExternalLink.ariaLabel': '(opens in a new tab)',
  'theme.navbar.mobileDropdown.collapseButton.expandAriaLabel': 'Expand the menu',
  'theme.navbar.mobileDropdown.collapseButton.collapseAriaLabel': 'Collapse the menu',
  'theme.colorToggle.ariaLabel.mode.system': 'system mode',
} as const;
