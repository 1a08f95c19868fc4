import type { Http, HttpRequest, Message } from '@sms-connectors/core';
import type { AnyFactory } from './installed-connectors.ts';
import { jsonSchemaOf, secretPaths } from './json-schema.ts';
import { dots } from './paths.ts';
import { secretMask } from './secret-mask.ts';
import { type TryFailed, tryMessage } from './try-message.ts';

/** A request as it can be shown: secrets are dots. */
export type ShownRequest = Pick<HttpRequest, 'method' | 'url' | 'headers' | 'body'>;

/**
 * The first request that a connector makes for a message. Nothing is sent: an HTTP client of ours keeps the request.
 * A provider inside the process gets none.
 */
export async function previewRequest(
  factory: AnyFactory,
  config: Readonly<Record<string, unknown>>,
  message: Message,
): Promise<ShownRequest | TryFailed | undefined> {
  let made: HttpRequest | undefined;
  const http: Http = async (request) => {
    made ??= request;
    return { failure: 'network', sent: false };
  };
  await using connector = factory(config, { http });
  const result = await tryMessage(connector, message);
  if (made === undefined) return result.outcome === 'accepted' ? undefined : result;
  const { method, url, headers, body } = made;
  const mask = secretMask(config, secretPaths(jsonSchemaOf(factory.configSchema)));
  return {
    method,
    url: mask(url),
    headers: Object.fromEntries(
      Object.entries(headers).map(([name, value]) => [
        name,
        name.toLowerCase() === 'authorization' ? withoutCredentials(value) : mask(value),
      ]),
    ),
    ...(body !== undefined && { body: mask(body) }),
  };
}

/** The scheme of an `Authorization` header; the rest may be made from secrets. */
function withoutCredentials(value: string): string {
  const [scheme, ...rest] = value.split(' ');
  return rest.length === 0 ? dots : `${scheme} ${dots}`;
}
