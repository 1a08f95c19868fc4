import { type ConnectorFactory, defineConnector } from '@sms-connectors/core';
import { codeParameter, configSchema } from './config.ts';
import { manifest } from './manifest.ts';
import { reportConversion } from './report-conversion.ts';
import { verifyConfig } from './verify-config.ts';
import { classify, postTo, verificationParameters, verifyService } from './verify-service.ts';

// https://www.twilio.com/docs/verify/api/verification#start-new-verification
const shortestCode = 4;

/** Creates a connector that sends your own codes with Twilio Verify. */
export const twilioVerify: ConnectorFactory<typeof configSchema> = defineConnector({
  manifest,
  configSchema,
  baseUrl: () => 'https://verify.twilio.com',
  connect: (config, context) => {
    const service = verifyService(config, context);
    return {
      request: (message) => {
        const code = message.parameters.find(({ name }) => name === codeParameter)?.value ?? '';
        if (code.length < shortestCode) return { outcome: 'rejected', code: 'invalid_message' };
        return postTo(service, 'Verifications', verificationParameters(message, config));
      },
      classify,
      verifyConfig: (limits) => verifyConfig(service, config, limits),
      reportConversion: (messageId, used, limits) =>
        reportConversion(service, { messageId, used }, limits),
    };
  },
});
