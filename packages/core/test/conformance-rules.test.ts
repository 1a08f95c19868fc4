import {
  type Capabilities,
  classifyHttpStatus,
  type HttpResponse,
  parseJsonObject,
  type ProviderConnection,
  secretField,
  templatesSchema,
} from '@sms-connectors/core';
import { undiciHttp } from '@sms-connectors/core/undici';
import { describe, expect, test } from 'vitest';
import * as z from 'zod';
import { acme, type AcmeContext, webhook } from './acme/connector.ts';
import { changeConnector } from './acme/change-connector.ts';
import { startAcmeEmulator } from './acme/emulator.ts';
import { acmeOptions, packageUrl, runKit } from './acme/run-kit.ts';
import { coda, codaConnector, forgetfulSchema } from './acme/template-connector.ts';
import { bolt, boltConnector, type BoltParts } from './acme/token-connector.ts';

interface Break {
  /** The groups that fail; no other may. */
  readonly groups: readonly string[];
  readonly run: () => ReturnType<typeof runKit>;
  /** What the failures say to the author. */
  readonly hint: RegExp;
}

type Request = ProviderConnection['request'];
type Rendered = Parameters<Request>[0];
type Classify = ProviderConnection['classify'];
type Accepted = Extract<ReturnType<Classify>, { readonly outcome: 'accepted' }>;
type Failed = Exclude<ReturnType<Classify>, Accepted>;

const runAcme = (
  change: (connection: ProviderConnection, context: AcmeContext) => Partial<ProviderConnection>,
) => runKit(acmeOptions(acme(undefined, change)));

const changeMessage = (change: (message: Rendered) => Partial<Rendered>) => () =>
  runAcme(({ request }) => ({
    request: (message, limits) => request({ ...message, ...change(message) }, limits),
  }));

const changeBody = (change: (message: Rendered) => object) => () =>
  runAcme(({ request }) => ({
    request: async (message, limits) => {
      const made = await request(message, limits);
      if ('outcome' in made) return made;
      const body = { ...parseJsonObject(made.body ?? ''), ...change(message) };
      return { ...made, body: JSON.stringify(body) };
    },
  }));

const changeAccepted = (change: (answer: Accepted, message: Rendered) => Partial<Accepted>) => () =>
  runAcme(({ classify }) => ({
    classify: (response, sent) => {
      const answer = classify(response, sent);
      return answer.outcome === 'accepted'
        ? { ...answer, ...change(answer, sent.message) }
        : answer;
    },
  }));

const changeFailed = (change: (answer: Failed, response: HttpResponse) => Partial<Failed>) => () =>
  runAcme(({ classify }) => ({
    classify: (response, sent) => {
      const answer = classify(response, sent);
      return answer.outcome === 'accepted' ? answer : { ...answer, ...change(answer, response) };
    },
  }));

const changeHttp =
  (change: (http: NonNullable<ProviderConnection['http']>) => ProviderConnection['http']) => () =>
    runAcme(({ http }) => ({ http: http && change(http) }));

const changeCapabilities = (change: Partial<Capabilities>) => () =>
  runKit(
    acmeOptions(
      acme(({ manifest }) => ({
        manifest: { ...manifest, capabilities: { ...manifest.capabilities, ...change } },
      })),
    ),
  );

const changeBolt =
  (...args: Parameters<typeof boltConnector>) =>
  () =>
    runKit({ connector: boltConnector(...args), ...bolt });

const changeCoda =
  (...args: Parameters<typeof codaConnector>) =>
  () =>
    runKit({ connector: codaConnector(...args), ...coda });

const apiKey = z.string().regex(/^\S+$/);
const apiKeyFacts = { description: 'The API key.', examples: ['<your-api-key>'] };
type AcmeSchema = z.ZodObject<{ apiKey: z.ZodString; templates: typeof templatesSchema }>;
const withSchema = (configSchema: AcmeSchema) => () =>
  runKit(acmeOptions(acme(() => ({ configSchema }))));

const breaks: Readonly<Record<string, Break>> = {
  'strips accents': {
    groups: ['request'],
    run: changeMessage(({ text }) => ({
      text: text.normalize('NFKD').replaceAll(/\p{M}/gu, ''),
    })),
    hint: /RenderedMessage\.text/,
  },
  'writes the number in another format': {
    groups: ['request'],
    run: changeBody(({ to }) => ({ to })),
    hint: /numberFormat digits/,
  },
  'has no URL of the provider yet': {
    groups: ['request'],
    run: () => runKit(acmeOptions(acme(() => ({ baseUrl: () => 'https://todo.invalid' })))),
    hint: /must be the https: URL/,
  },
  'sends the template’s text': {
    groups: ['templates'],
    run: changeMessage(({ text, template }) => ({ text: text.replace('$&', template.content) })),
    hint: /not the template/,
  },
  'fills in a missing code': {
    groups: ['capabilities', 'request', 'templates'],
    run: () =>
      runKit(
        acmeOptions(
          changeConnector(acme(), ({ send }) => ({
            send: (message, options) =>
              send({ ...message, payload: { code: '0', ...message.payload } }, options),
          })),
        ),
      ),
    hint: /the call succeeded/,
  },
  'has a blank status': {
    groups: ['receipt'],
    run: changeAccepted(() => ({ status: ' ' })),
    hint: /provider’s own word/,
  },
  'makes up message ids': {
    groups: ['receipt', 'concurrency', 'conversions'],
    run: () => {
      const known = new Map<string, string>();
      return runAcme(({ classify, reportConversion }) => ({
        classify: (response, sent) => {
          const answer = classify(response, sent);
          if (answer.outcome !== 'accepted') return answer;
          const messageId = crypto.randomUUID();
          known.set(messageId, answer.messageId ?? '');
          return { ...answer, messageId };
        },
        reportConversion: async (messageId, used, limits) =>
          reportConversion?.(`not ${known.get(messageId)}`, used, limits),
      }));
    },
    hint: /provider’s own id/,
  },
  'has the recipient in the receipt': {
    groups: ['receipt'],
    run: changeAccepted((_, { to }) => ({ requestId: to })),
    hint: /requestId repeats what was sent/,
  },
  'declares ids of its own and sends none': {
    groups: ['receipt'],
    run: changeBolt(({ connection: { request, classify } }) => ({
      request: async (message, limits) => {
        const made = await request(message, limits);
        if ('outcome' in made) return made;
        const { 'idempotency-key': _, ...headers } = made.headers;
        return { ...made, headers };
      },
      classify: (response, { message, request: sent }) => {
        const headers = { ...sent.headers, 'idempotency-key': crypto.randomUUID() };
        return classify(response, { message, request: { ...sent, headers } });
      },
    })),
    hint: /send an id made in request/,
  },
  'has the same id for every message': {
    groups: ['receipt'],
    run: changeCoda(({ classify }) => ({
      classify: (response, sent) => {
        const answer = classify(response, sent);
        return answer.outcome === 'accepted' ? { ...answer, messageId: 'local' } : answer;
      },
    })),
    hint: /Two messages have the same messageId/,
  },
  'reads no code of the provider': {
    groups: ['errors'],
    run: changeFailed((answer, response) =>
      answer.code === 'opted_out' ? classifyHttpStatus(response) : {},
    ),
    hint: /the provider’s own words/,
  },
  'has no documented answers': {
    groups: ['errors'],
    run: () => runKit({ ...acmeOptions(acme()), answers: [] }),
    hint: /Pass `answers`/,
  },
  'takes an outage for a refusal': {
    groups: ['transport faults'],
    run: changeFailed(({ code }) =>
      code === 'provider_unavailable' ? { outcome: 'rejected' } : {},
    ),
    hint: /classifyHttpStatus/,
  },
  'passes the provider’s words on': {
    groups: ['privacy'],
    run: changeFailed((_, { body }) => {
      const words = parseJsonObject(body)?.['message'];
      return typeof words === 'string' ? { providerCode: words } : {};
    }),
    hint: /drop its words/,
  },
  'writes to the console': {
    groups: ['privacy'],
    run: changeAccepted(() => {
      process.stdout.write('');
      return {};
    }),
    hint: /writes to the console/,
  },
  'writes to the console when it fails': {
    groups: ['privacy'],
    run: changeFailed(() => {
      process.stderr.write('');
      return {};
    }),
    hint: /writes to the console/,
  },
  'has its key in the URL': {
    groups: ['privacy'],
    run: () =>
      runAcme(({ request }, { apiKey: key }) => ({
        request: async (message, limits) => {
          const made = await request(message, limits);
          return 'outcome' in made ? made : { ...made, url: `${made.url}?key=${key}` };
        },
      })),
    hint: /The URL of a request/,
  },
  'says that its URLs have secrets, although none has': {
    groups: ['privacy'],
    run: () => runKit({ ...acmeOptions(acme()), secretsInUrl: true }),
    hint: /leave `secretsInUrl` out/,
  },
  'has its key in the URL of a config check': {
    groups: ['privacy'],
    run: () =>
      runAcme(({ http, verifyConfig }, { apiKey: key, baseUrl }) => ({
        verifyConfig: async (limits) => {
          const url = `${baseUrl}/account?key=${encodeURIComponent(key)}`;
          await http?.({ method: 'GET', url, headers: {}, ...limits });
          return verifyConfig?.(limits) ?? [];
        },
      })),
    hint: /The URL of a request/,
  },
  retries: {
    groups: ['attempts', 'close'],
    run: changeHttp((http) => async (request) => {
      const first = await http(request);
      const isOver = 'failure' in first ? first.failure !== 'network' : first.status < 429;
      return isOver ? first : http(request);
    }),
    hint: /policy above the connector/,
  },
  'takes an abort for a refusal': {
    groups: ['deadline and cancellation'],
    run: changeHttp((http) => async (request) => {
      const result = await http(request);
      const isAborted = 'failure' in result && result.failure === 'aborted';
      return isAborted ? { ...result, sent: false } : result;
    }),
    hint: /return its failures unchanged/,
  },
  'lets requests go on after their send': {
    groups: ['deadline and cancellation'],
    run: changeHttp((http) => async (request) => http({ ...request, signal: undefined })),
    hint: /A connection is still open/,
  },
  'keeps a signal after the receipt': {
    groups: ['deadline and cancellation'],
    run: changeHttp((http) => {
      const signals = new Set<AbortSignal>();
      return async (request) => {
        const isAborted = [...signals].some(({ aborted }) => aborted);
        if (request.signal !== undefined) signals.add(request.signal);
        return isAborted ? { failure: 'aborted', sent: true } : http(request);
      };
    }),
    hint: /failed with aborted/,
  },
  'does not close': {
    groups: ['close'],
    run: () =>
      runKit(acmeOptions(changeConnector(acme(), () => ({ close: async () => undefined })))),
    hint: /the call succeeded/,
  },
  'does not close an HTTP client of its own': {
    groups: ['close', 'privacy', 'request'],
    run: changeHttp(() => undiciHttp()),
    hint: /release your own/,
  },
  'closes under a send': {
    groups: ['close'],
    run: () =>
      runAcme(({ http }) => {
        const closing = new AbortController();
        return {
          http:
            http &&
            (({ signal = closing.signal, ...request }) =>
              http({ ...request, signal: AbortSignal.any([signal, closing.signal]) })),
          close: async () => closing.abort(),
        };
      }),
    hint: /wait for the sends under way/,
  },
  'mixes simultaneous messages': {
    groups: ['concurrency'],
    run: () =>
      runAcme(({ request }) => {
        let last: Rendered | undefined;
        return {
          request: async (message, limits) => {
            last = message;
            await new Promise((resolve) => {
              setImmediate(resolve);
            });
            return request({ ...message, text: last.text }, limits);
          },
        };
      }),
    hint: /outside its own request/,
  },
  'repeats an answer’s own words in its receipts': {
    groups: ['privacy'],
    run: () => {
      const said = { date: '' };
      const connector = acme(undefined, ({ classify }) => ({
        classify: (response, sent) => {
          said.date = String(response.headers['date']);
          return classify(response, sent);
        },
      }));
      return runKit(
        acmeOptions(
          changeConnector(connector, ({ send }) => ({
            send: async (message, options) => ({
              ...(await send(message, options)),
              status: said.date,
            }),
          })),
        ),
      );
    },
    hint: /receipt’s .* contains a secret, a number, a code or a text/,
  },
  'describes itself without a sentence': {
    groups: ['capabilities'],
    run: () =>
      runKit(
        acmeOptions(acme(({ manifest }) => ({ manifest: { ...manifest, description: 'SMS' } }))),
      ),
    hint: /one sentence/,
  },
  'promises more characters than the provider accepts': {
    groups: ['capabilities'],
    run: changeCapabilities({ maxCharacters: 700, maxSegments: 5 }),
    hint: /A message that the provider should accept/,
  },
  'promises more segments than the provider accepts': {
    groups: ['capabilities'],
    run: changeCapabilities({ maxSegments: 5 }),
    hint: /A message that the provider should accept/,
  },
  'has limits that contradict each other': {
    groups: ['capabilities'],
    run: changeCapabilities({ maxSegments: 2 }),
    hint: /more than maxSegments allows/,
  },
  'sends no validity': {
    groups: ['capabilities'],
    run: changeMessage(() => ({ validitySeconds: undefined })),
    hint: /validitySeconds in the provider’s unit/,
  },
  'sends the validity in milliseconds': {
    groups: ['capabilities'],
    run: changeMessage(({ validitySeconds }) => ({
      validitySeconds: validitySeconds && validitySeconds * 1000,
    })),
    hint: /validitySeconds in the provider’s unit/,
  },
  'sends a validity that nobody asked for': {
    groups: ['capabilities'],
    run: changeMessage(({ validitySeconds = 60 }) => ({ validitySeconds })),
    hint: /Without expiresAt/,
  },
  'sends a validity that it does not declare': {
    groups: ['capabilities'],
    run: () =>
      runKit(
        acmeOptions(
          acme(
            ({ manifest }) => {
              const { validitySeconds: _, ...capabilities } = manifest.capabilities;
              return { manifest: { ...manifest, capabilities } };
            },
            ({ request }) => ({
              request: (message, limits) => request({ ...message, validitySeconds: 60 }, limits),
            }),
          ),
        ),
      ),
    hint: /leave validitySeconds out/,
  },
  'drops the reference': {
    groups: ['capabilities'],
    run: changeMessage(() => ({ reference: undefined })),
    hint: /RenderedMessage\.reference/,
  },
  'drops the requester': {
    groups: ['capabilities'],
    run: changeMessage(() => ({ requester: undefined })),
    hint: /RenderedMessage\.requester/,
  },
  'sends a reference that it does not declare': {
    groups: ['capabilities'],
    run: () =>
      runKit(
        acmeOptions(
          acme(
            ({ manifest }) => {
              const { reference: _, ...capabilities } = manifest.capabilities;
              return { manifest: { ...manifest, capabilities } };
            },
            ({ request }) => ({
              request: (message, limits) => request({ ...message, reference: 'own' }, limits),
            }),
          ),
        ),
      ),
    hint: /leave reference out/,
  },
  'does not report what it ignores': {
    groups: ['capabilities'],
    run: () =>
      runKit({
        ...bolt,
        connector: changeConnector(boltConnector(), ({ send }) => ({
          send: async (...args) => {
            const { ignored: _, ...receipt } = await send(...args);
            return receipt;
          },
        })),
      }),
    hint: /members that the provider cannot honour/,
  },
  'declares conversions and reports none': {
    groups: ['capabilities', 'conversions'],
    run: () => runAcme(() => ({ reportConversion: undefined })),
    hint: /come together/,
  },
  'reports conversions and does not declare them': {
    groups: ['capabilities'],
    run: changeCapabilities({ conversions: undefined }),
    hint: /come together/,
  },
  'reports unused codes as used': {
    groups: ['conversions'],
    run: () =>
      runAcme(({ reportConversion }) => ({
        reportConversion: async (messageId, _, limits) =>
          reportConversion?.(messageId, true, limits),
      })),
    hint: /whether the code was used/,
  },
  'reports unused codes to a provider that takes used ones only': {
    groups: ['conversions'],
    run: changeCapabilities({ conversions: 'used_only' }),
    hint: /set the capability `conversions` to `used_only`/,
  },
  'hides failures of conversions': {
    groups: ['conversions'],
    run: () =>
      runAcme(({ reportConversion }) => ({
        reportConversion: async (messageId, used, limits) => {
          await reportConversion?.(messageId, used, limits);
          return undefined;
        },
      })),
    hint: /the call succeeded/,
  },
  'declares delivery reports and reads none': {
    groups: ['capabilities', 'delivery reports'],
    run: () => runAcme(() => ({ parseDeliveryReport: undefined })),
    hint: /come together/,
  },
  'believes unsigned delivery reports': {
    groups: ['delivery reports'],
    run: () =>
      runAcme(() => ({
        parseDeliveryReport: ({ body }) => {
          const { reports, reply } = webhook;
          return body.startsWith('{')
            ? { verified: true, reports, reply }
            : { verified: false, reason: 'malformed' };
        },
      })),
    hint: /must be refused/,
  },
  'believes a signature of another delivery report': {
    groups: ['delivery reports'],
    run: () =>
      runAcme(({ parseDeliveryReport }) => ({
        parseDeliveryReport: (request) => {
          const isOld = request.headers['x-signature'] === webhook.request.headers['x-signature'];
          const read = { ...request, body: isOld ? webhook.request.body : request.body };
          return parseDeliveryReport?.(read) ?? { verified: false, reason: 'malformed' };
        },
      })),
    hint: /must be refused/,
  },
  'does not reply to delivery reports as the provider expects': {
    groups: ['delivery reports'],
    run: () =>
      runAcme(({ parseDeliveryReport }) => ({
        parseDeliveryReport: async (request) => {
          const result = await parseDeliveryReport?.(request);
          if (result?.verified !== true) return { verified: false, reason: 'forged' };
          return { verified: true, reports: result.reports };
        },
      })),
    hint: /reply/,
  },
  'has no delivery reports to test with': {
    groups: ['delivery reports'],
    run: () => {
      const { deliveryReports: _, ...options } = acmeOptions(acme());
      return runKit(options);
    },
    hint: /Pass `deliveryReports\.webhooks`/,
  },
  'names a proof that its delivery reports lack': {
    groups: ['delivery reports'],
    run: () =>
      runKit({
        ...acmeOptions(acme()),
        deliveryReports: { webhooks: [webhook], proof: ['x-signature', '?token', '$.token'] },
      }),
    hint: /The request has no \?token[^]*give it its own `proof`/,
  },
  'has a delivery report without any proof': {
    groups: ['delivery reports'],
    run: () =>
      runKit({
        ...acmeOptions(acme()),
        deliveryReports: {
          webhooks: [webhook, { ...webhook, name: 'another', proof: [] }],
          proof: ['x-signature'],
        },
      }),
    hint: /Pass `deliveryReports\.proof`/,
  },
  'believes a report without the proof of its own': {
    groups: ['delivery reports'],
    run: () => {
      const trusting = acme(undefined, ({ parseDeliveryReport }) => ({
        parseDeliveryReport: async (request) =>
          request.url.includes('?token')
            ? { verified: true, reports: webhook.reports }
            : (parseDeliveryReport?.(request) ?? { verified: false, reason: 'forged' }),
      }));
      const url = `${webhook.request.url}?token=secret`;
      const own = { ...webhook, name: 'another', request: { ...webhook.request, url } };
      return runKit({
        ...acmeOptions(trusting),
        deliveryReports: {
          webhooks: [webhook, { ...own, proof: ['?token'] }],
          proof: ['x-signature'],
        },
      });
    },
    hint: /must be refused/,
  },
  'believes reports whatever their nested proof is': {
    groups: ['delivery reports'],
    run: () => {
      const body = JSON.stringify({ results: [{ token: 'secret' }] });
      const trusting = acme(undefined, () => ({
        parseDeliveryReport: async () => ({ verified: true, reports: webhook.reports }),
      }));
      return runKit({
        ...acmeOptions(trusting),
        deliveryReports: {
          webhooks: [{ ...webhook, request: { ...webhook.request, body } }],
          proof: ['$.results.0.token'],
        },
      });
    },
    hint: /must be refused/,
  },
  'checks nothing of its config': {
    groups: ['config check'],
    run: () => runAcme(() => ({ verifyConfig: async () => [] })),
    hint: /returned no check/,
  },
  'finds every config valid': {
    groups: ['config check'],
    run: () =>
      runAcme(({ verifyConfig }) => ({
        verifyConfig: async (limits) => {
          await verifyConfig?.(limits);
          return [{ subject: 'credentials', result: 'ok' }];
        },
      })),
    hint: /confirmed nothing/,
  },
  'finds a valid config invalid': {
    groups: ['config check'],
    run: () =>
      runAcme(({ verifyConfig }) => ({
        verifyConfig: async (limits) => {
          await verifyConfig?.(limits);
          return [{ subject: 'credentials', result: 'failed' }];
        },
      })),
    hint: /must not report it as failed/,
  },
  'does not describe its fields': {
    groups: ['config and guide'],
    run: withSchema(
      z.strictObject({ apiKey: apiKey.meta({ ...secretField }), templates: templatesSchema }),
    ),
    hint: /z\.meta\(\{ description \}\)/,
  },
  'marks no secret': {
    groups: ['config and guide'],
    run: withSchema(
      z.strictObject({ apiKey: apiKey.meta(apiKeyFacts), templates: templatesSchema }),
    ),
    hint: /search for no credentials/,
  },
  'accepts unknown fields': {
    groups: ['config and guide'],
    run: withSchema(
      z.object({
        apiKey: apiKey.meta({ ...apiKeyFacts, ...secretField }),
        templates: templatesSchema,
      }),
    ),
    hint: /must be refused with invalid_config/,
  },
  'repeats a secret of its config': {
    groups: ['config and guide'],
    run: withSchema(
      z.strictObject({
        apiKey: z
          .string({ error: ({ input }) => `Not a text: ${JSON.stringify(input)}` })
          .meta({ ...apiKeyFacts, ...secretField }),
        templates: templatesSchema,
      }),
    ),
    hint: /repeats the value of apiKey/,
  },
  'has no guide': {
    groups: ['config and guide'],
    run: () => runKit({ ...acmeOptions(acme()), packageUrl: packageUrl('missing') }),
    hint: /has no guide\/guide\.md/,
  },
  'has an unfinished guide': {
    groups: ['config and guide'],
    run: () => runKit({ ...acmeOptions(acme()), packageUrl: packageUrl('begun') }),
    hint: /TODO: say what Acme is/,
  },
  'has a guide that omits what it offers': {
    groups: ['config and guide'],
    run: () => runKit({ ...acmeOptions(acme()), packageUrl: packageUrl('silent') }),
    hint: /deliveryReportHandler[^]*reportConversion[^]*show it in guide/,
  },
  'sends without a token if it gets none': {
    groups: ['preflight'],
    run: changeBolt(undefined, (tokens) => ({
      ...tokens,
      get: async (limits) => {
        const access = await tokens.get(limits);
        return 'outcome' in access ? { token: 'none' } : access;
      },
    })),
    hint: /although the preflight failed/,
  },
  'keeps a failure to get a token': {
    groups: ['preflight'],
    run: changeBolt(undefined, (tokens) => {
      let first: ReturnType<typeof tokens.get> | undefined;
      return {
        get: (limits) => (first ??= tokens.get(limits)),
        clear: (token) => {
          first = undefined;
          tokens.clear(token);
        },
      };
    }),
    hint: /A message that the provider should accept/,
  },
  'calls every failure to get a token unauthorized': {
    groups: ['preflight', 'transport faults'],
    run: changeBolt(undefined, (tokens) => ({
      ...tokens,
      get: async (limits) => {
        const access = await tokens.get(limits);
        return 'outcome' in access ? { ...access, code: 'unauthorized' } : access;
      },
    })),
    hint: /Return the failure of the preflight as it is/,
  },
  'keeps a token that the provider refused': {
    groups: ['preflight'],
    run: changeBolt(undefined, (tokens) => ({ ...tokens, clear: () => undefined })),
    hint: /call accessTokens\(\)\.clear\(\)/,
  },
  'repeats a token in its errors': {
    groups: ['privacy'],
    run: changeBolt(({ connection: { classify } }: BoltParts) => ({
      classify: (response, sent) => {
        const answer = classify(response, sent);
        return answer.outcome === 'accepted'
          ? answer
          : { ...answer, providerCode: sent.request.headers['authorization'] };
      },
    })),
    hint: /drop its words/,
  },
  'swaps the values of an approved template': {
    groups: ['templates', 'approved templates', 'concurrency'],
    run: changeCoda(({ request }) => ({
      request: (message, limits) =>
        request({ ...message, parameters: message.parameters.toReversed() }, limits),
    })),
    hint: /in their order/,
  },
  'sends the preview of an approved template': {
    groups: ['approved templates'],
    run: changeCoda(({ request }) => ({
      request: async (message, limits) => {
        const made = await request(message, limits);
        const { content = '' } = message.template;
        const body = new URLSearchParams([['text', content]]).toString();
        return 'outcome' in made ? made : { ...made, body: `${made.body}&${body}` };
      },
    })),
    hint: /content is for previews/,
  },
  'forgets which values an approved template accepts': {
    groups: ['approved templates'],
    run: changeCoda(undefined, () => ({ configSchema: forgetfulSchema })),
    hint: /keep format and maxLength/,
  },
  'measures a text that it does not know': {
    groups: ['receipt', 'approved templates'],
    run: () =>
      runKit({
        ...coda,
        connector: changeConnector(codaConnector(), ({ send }) => ({
          send: async (...args) => ({ ...(await send(...args)), encoding: 'GSM-7', segments: 1 }),
        })),
      }),
    hint: /neither encoding nor segments/,
  },
  'has an emulator that does not fail on demand': {
    groups: ['errors', 'emulator'],
    run: () =>
      runKit({
        ...acmeOptions(acme()),
        startEmulator: async () => ({ ...(await startAcmeEmulator()), fail: () => undefined }),
      }),
    hint: /must return what startEmulator\(\) of @sms-connectors\/core\/testing returns/,
  },
  'has no approved template to test with': {
    groups: [
      'request',
      'templates',
      'approved templates',
      'receipt',
      'errors',
      'transport faults',
      'privacy',
      'attempts',
      'deadline and cancellation',
      'close',
      'concurrency',
      'capabilities',
      'emulator',
      'config and guide',
    ],
    run: () => {
      const { template: _, ...options } = coda;
      return runKit({ connector: codaConnector(), ...options });
    },
    hint: /pass `template` in test\/connector\.test\.ts/,
  },
};

describe('a connector that', () => {
  test.concurrent.each(Object.entries(breaks))('%s fails for that reason alone', async (_, row) => {
    const { failures } = await row.run();
    expect([...new Set(failures.map(({ group }) => group))].toSorted()).toEqual(
      row.groups.toSorted(),
    );
    expect(failures.map(({ message }) => message).join('\n')).toMatch(row.hint);
  });
});
