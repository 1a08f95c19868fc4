import { env } from 'node:process';
import { describeConnector } from '@sms-connectors/core/testing';
import { kitOptions } from '../kit-options.mjs';

const { describe, test } = globalThis;
describeConnector({ ...kitOptions(env['PACKAGE_URL']), runner: { describe, test } });
