/** The words of the front page. `pages/interface.md` lists them for the translators, as it does the site's others. */
export const landingStrings = {
  headline: 'SMS verification codes for TypeScript, on Node and on the edge',
  lead: 'One package for each SMS provider, and the same call for all of them. If a send fails, the error tells you whether the message may still arrive, so you know when it is safe to send again.',
  compare: 'Compare with other libraries',
  tryCommand: 'Try it: no account needed, nothing is sent',
  installCommand: 'Install the connector of your provider',
  notOnNpm:
    'Not on npm yet: until the first release, run it from the repository. It installs its own tools and opens the console.',
  consoleCommand:
    'To try it without an account, start the console: {command}. Nothing is sent until you choose a real account.',
  copy: 'Copy the command',
  copied: 'Copied',

  codeText: 'Your code is {{code}}.',
  codeComment: 'One attempt: a receipt, or an error that says what happened.',
  phone: 'What the phone shows',

  consoleTitle: 'Set a provider up in the console, and see the message before you pay for one',
  consoleLead:
    'The console runs on your machine. Fill in the form with the guide beside it, send through the provider’s emulator, then save the config that your program reads.',
  consolePicture:
    'The console with the form of Twilio, the send button, and a phone that shows the code.',

  partsTitle: 'What you can build with it',
  connectorsPart: 'Connectors',
  connectorsText:
    '{count} providers behind one interface, and a connector for any other SMS API with HTTP.',
  verifyPart: 'Verification codes',
  verifyText: 'Create a code, send it, and check it once, in your own database.',
  policiesPart: 'Failover and limits',
  policiesText: 'Several providers, routes by country, and limits against SMS pumping.',
  gatewayPart: 'Any language',
  gatewayText:
    'A server that sends and checks codes over HTTP, for programs that are not TypeScript.',
  reportsPart: 'Delivery reports',
  reportsText: 'One handler checks the webhooks of every provider, and tells you what arrived.',
  testsPart: 'Tests without a provider',
  testsText: 'A mock with an inbox, and an emulator of each provider on your machine.',

  outcomes: 'Every send has one of three outcomes',
  acceptedMeaning: 'The provider accepted the message. You get a receipt.',
  rejectedMeaning: 'The message was not sent. The error says why, and whether to try again.',
  unknownMeaning:
    'The connection broke or timed out, so the message may arrive. Let the person ask for a new code.',

  figuresTitle: 'Measured, and reproducible with one command',
  twice:
    'of 100 codes sent twice when a connection breaks during failover. With {other}: {otherValue}.',
  edge: 'for a whole program on the edge, minified and compressed.',
  installed: 'installed, in {packages} packages. The SDK of Twilio: {otherValue}.',
  latency:
    'from a call to its receipt after a quiet half minute, with a provider 60 ms away. The SDK of Twilio: {otherValue}.',
  byHand: 'try/catch',
  allFigures: 'All benchmarks, and where others are faster',

  providersTitle: 'Connectors for {count} providers',
  providersLead: 'Each has a setup guide, its error codes explained, and an emulator.',
  allProviders: 'Find a provider by country, sender and delivery reports',
  platformsTitle: 'Works with your auth platform',
  platformsLead: 'A package or a webhook handler for each, with its guide.',
} as const;
