import { type ConnectorFactory, defineConnector, type HttpRequest } from '@sms-connectors/core';
import { classify } from './classify.ts';
import { configSchema } from './config.ts';
import { manifest } from './manifest.ts';
import { verifyConfig } from './verify-config.ts';

const apiUrl = 'https://api.smsbao.com';
// The balance is at another host, says https://www.smsbao.com/openapi/
const accountUrl = 'https://www.smsbao.com';

/** Creates a connector for SMSBao. */
export const smsbao: ConnectorFactory<typeof configSchema> = defineConnector({
  manifest,
  configSchema,
  baseUrl: () => apiUrl,
  connect: ({ username, passwordOrApiKey, goodsId }, { baseUrl, http }) => {
    const credentials = { u: username, p: passwordOrApiKey };
    const product: { readonly g?: string } = goodsId === undefined ? {} : { g: goodsId };
    const queryUrl = `${baseUrl === apiUrl ? accountUrl : baseUrl}/query`;
    return {
      request: ({ to, text }) =>
        isInMainlandChina(to)
          ? // https://www.smsbao.com/openapi/213.html
            get(`${baseUrl}/sms`, {
              ...credentials,
              ...product,
              m: to.slice('+86'.length),
              c: text,
            })
          : // https://www.smsbao.com/openapi/299.html
            get(`${baseUrl}/wsms`, { ...credentials, m: to, c: text }),
      classify,
      verifyConfig: (limits) => verifyConfig(http, get(queryUrl, credentials), limits),
    };
  },
});

/** SMSBao takes all parameters in the URL, and nowhere else. */
function get(url: string, parameters: Readonly<Record<string, string>>): HttpRequest {
  return {
    method: 'GET',
    url: `${url}?${new URLSearchParams(parameters).toString()}`,
    headers: {},
  };
}

/** Numbers of Hong Kong, Macao and Taiwan begin with +852, +853 and +886. */
function isInMainlandChina(to: string): boolean {
  return to.startsWith('+86');
}
