import { expect, test } from 'vitest';
import { acme } from './acme/connector.ts';
import { acmeOptions, runKit } from './acme/run-kit.ts';
import { coda, codaConnector } from './acme/template-connector.ts';
import { bolt, boltConnector } from './acme/token-connector.ts';

const connectors = {
  'with texts, reports, references, requesters and conversions': () => runKit(acmeOptions(acme())),
  'with OAuth 2.0 access tokens and ids of its own': () =>
    runKit({ connector: boltConnector(), ...bolt }),
  'with approved templates and no message ids': () =>
    runKit({ connector: codaConnector(), ...coda }),
};

test.each(Object.entries(connectors))('a connector %s passes every test', async (_, run) => {
  const { names, failures } = await run();
  expect(failures).toEqual([]);
  expect(names.length).toBeGreaterThan(80);
});
