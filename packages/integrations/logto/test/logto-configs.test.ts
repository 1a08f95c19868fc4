import { type SmsConnector, TemplateType } from '@logto/connector-kit';
import { connector as aliyun } from '@sms-connectors/aliyun';
import { startEmulator as startAliyun } from '@sms-connectors/aliyun/emulator';
import { connector as gatewayapi } from '@sms-connectors/gatewayapi';
import { startEmulator as startGatewayapi } from '@sms-connectors/gatewayapi/emulator';
import { connector as http } from '@sms-connectors/http';
import { startHttpEmulator } from '@sms-connectors/http/emulator';
import { connector as smsbao } from '@sms-connectors/smsbao';
import { startEmulator as startSmsbao } from '@sms-connectors/smsbao/emulator';
import { connector as tencent } from '@sms-connectors/tencent';
import { startEmulator as startTencent } from '@sms-connectors/tencent/emulator';
import { connector as twilio } from '@sms-connectors/twilio';
import { startEmulator as startTwilio } from '@sms-connectors/twilio/emulator';
import { connector as vonage } from '@sms-connectors/vonage';
import { startEmulator as startVonage } from '@sms-connectors/vonage/emulator';
import { connector as yunpian } from '@sms-connectors/yunpian';
import { startEmulator as startYunpian } from '@sms-connectors/yunpian/emulator';
import { describe, expect, test } from 'vitest';
import type { AnyConnectorFactory } from '@sms-connectors/core';
import { logtoConnector } from '../src/index.ts';
import { code, message, number } from './logto-instance.ts';

const usageTypes = ['SignIn', 'Register', 'ForgotPassword', 'Generic'];
const texts = usageTypes.map((usageType) => ({ usageType, content: 'Your code is {{code}}.' }));

const signedTexts = texts.map((template) => ({ ...template, content: '【Acme】{{code}}' }));

async function connectorOf(
  factory: AnyConnectorFactory,
  config: object,
  baseUrl?: string,
): Promise<SmsConnector> {
  const connector = await logtoConnector(factory, { baseUrl })({ getConfig: async () => config });
  expect(connector.configGuard.safeParse(config).error?.issues ?? []).toEqual([]);
  return connector;
}

// The fields are those of the guards in packages/connectors of https://github.com/logto-io/logto.
describe('reads the config of Logto’s own connector for', () => {
  test('Twilio', async () => {
    await using emulator = await startTwilio();
    const { accountSID, authToken } = emulator.config;
    const config = {
      accountSID,
      authToken,
      fromMessagingServiceSID: `MG${'0'.repeat(32)}`,
      disableRiskCheck: true,
      templates: texts,
    };
    const { sendMessage } = await connectorOf(twilio, config, emulator.url);
    await sendMessage(message());
    expect(emulator.messages).toMatchObject([
      {
        text: `Your code is ${code}.`,
        parameters: { RiskCheck: 'disable', MessagingServiceSid: config.fromMessagingServiceSID },
      },
    ]);
  });

  test('Vonage', async () => {
    await using emulator = await startVonage();
    const { apiKey, apiSecret } = emulator.config;
    const config = { apiKey, apiSecret, brandName: 'brand name', templates: texts };
    // Vonage ignores the space.
    const { sendMessage } = await connectorOf(vonage, config, emulator.url);
    await sendMessage(message());
    expect(emulator.messages).toMatchObject([{ from: 'brandname', to: `+${number}` }]);
  });

  test('GatewayAPI', async () => {
    await using emulator = await startGatewayapi();
    const config = {
      endpoint: 'https://gatewayapi.com/rest/mtsms',
      apiToken: emulator.config.apiToken,
      sender: 'sender',
      templates: texts,
    };
    const factory = gatewayapi;
    const { sendMessage } = await connectorOf(factory, config, emulator.url);
    await sendMessage(message());
    expect(emulator.messages).toMatchObject([{ from: 'sender', to: `+${number}` }]);
  });

  test('Alibaba Cloud', async () => {
    await using emulator = await startAliyun();
    const { accessKeyId, accessKeySecret, signName } = emulator.config;
    const templateCode = { china: 'SMS_123456789', overseas: 'SMS_234567890' };
    const config = {
      accessKeyId,
      accessKeySecret,
      signName,
      strictPhoneRegionNumberCheck: false,
      templates: [
        { type: 2, usageType: 'SignIn', templateCode },
        { usageType: 'Register', templateCode: templateCode.china },
        { usageType: 'Generic', templateCode: templateCode.china },
      ],
    };
    const { sendMessage } = await connectorOf(aliyun, config, emulator.url);
    await sendMessage(message());
    expect(emulator.messages).toMatchObject([{ templateId: templateCode.overseas }]);
  });

  test('Tencent Cloud', async () => {
    await using emulator = await startTencent();
    const { accessKeyId, accessKeySecret, sdkAppId, region, signName } = emulator.config;
    const templates = usageTypes.map((usageType) => ({ usageType, templateCode: '1110' }));
    const config = { accessKeyId, accessKeySecret, sdkAppId, region, signName, templates };
    const { sendMessage } = await connectorOf(tencent, config, emulator.url);
    await sendMessage(message());
    expect(emulator.messages).toMatchObject([{ templateId: '1110', templateParameters: [code] }]);
  });

  test('Yunpian', async () => {
    await using emulator = await startYunpian();
    const config = {
      apikey: emulator.config.apikey,
      enableInternational: true,
      unsupportedCountriesMsg: 'Not here.',
      templates: signedTexts,
    };
    const { sendMessage } = await connectorOf(yunpian, config, emulator.url);
    await sendMessage(message());
    expect(emulator.messages).toMatchObject([{ to: `+${number}`, text: `【Acme】${code}` }]);
  });

  test('SMSBao', async () => {
    await using emulator = await startSmsbao();
    const { username, passwordOrApiKey } = emulator.config;
    const config = { username, passwordOrApiKey, templates: signedTexts };
    const { sendMessage } = await connectorOf(smsbao, config, emulator.url);
    await sendMessage(message());
    expect(emulator.messages).toMatchObject([{ to: `+${number}`, text: `【Acme】${code}` }]);
  });

  test('HTTP', async () => {
    const config = {
      endpoint: 'https://example.com/your-http-sms-endpoint',
      authorization: 'SampleToken',
    };
    await using emulator = await startHttpEmulator({ config });
    const accepted = { ...config, ...emulator.config };
    const { sendMessage } = await connectorOf(http, accepted, emulator.url);
    await sendMessage(message({ type: TemplateType.Register }));
    const [request] = emulator.requests;
    expect(JSON.parse(request?.body ?? '')).toMatchObject({
      to: `+${number}`,
      type: 'Register',
      payload: { code },
    });
  });
});
