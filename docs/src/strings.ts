/**
 * The site's words outside its pages. `pages/interface.md` lists them for the translators; the build fails
 * where the two differ.
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
  acceptedMeaning: 'The provider took the message. You have its receipt.',
  rejectedMeaning: 'Certainly not sent. The error says why.',
  unknownMeaning: 'May have been sent. Sending again might send it twice.',
  connector: 'Connector',
  connectorsLead: 'Each comes with a set-up guide that is made from its own code.',
  writeConnector: 'Is your provider missing? Write its connector.',
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
