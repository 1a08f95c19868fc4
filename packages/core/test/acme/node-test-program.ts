import { describe, test } from 'node:test';
import { describeConnector } from '@sms-connectors/core/testing';
import { acme } from './connector.ts';
import { acmeOptions, packageUrl } from './run-kit.ts';

describeConnector({
  ...acmeOptions(acme()),
  packageUrl: packageUrl(),
  runner: {
    describe,
    test,
  },
});
