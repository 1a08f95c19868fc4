import { randomUUID } from 'node:crypto';
import { isConnectorError, type Sender } from '@sms-connectors/core';
import type * as z from '@sms-connectors/core/zod';
import type { MessageQueue } from '@sms-connectors/queue';
import { type OwnVerifications, StoreFailedError } from '@sms-connectors/verify';
import { type Context, Hono, type MiddlewareHandler } from 'hono';
import { bodyLimit } from 'hono/body-limit';
import type { Log, LogLine } from './http/access-log.ts';
import { type Answer, requestIdHeader, respond } from './http/answer.ts';
import { keyring, type Scope, type StoredKey } from './http/api-keys.ts';
import { type AnswerOnce, type Asked } from './http/idempotency.ts';
import { isPlainTarget } from './http/plain-target.ts';
import { problem } from './http/problem.ts';
import { readJson } from './http/read-json.ts';
import type { Metrics } from './metrics.ts';
import { openApi } from './openapi/document.ts';
import { messageIn, sendByQueue, waitMsOf } from './routes/queued.ts';
import type { Outcome } from './routes/route.ts';
import { checkSchema, idSchema, sendSchema, startSchema } from './routes/schemas.ts';
import { lostSend, send } from './routes/send.ts';
import { resultOf, start } from './routes/verify.ts';
import { AnswersFailedError } from './stores/answer-store.ts';

type Handler = (request: Request) => Promise<Response>;

export interface AppOptions {
  readonly keys: readonly StoredKey[];
  readonly sender: Sender;
  /** If several gateways share a queue: what puts messages into it, and the queue. */
  readonly queued: { readonly sender: Sender; readonly queue: MessageQueue } | undefined;
  readonly verifications: OwnVerifications | undefined;
  /** By platform. */
  readonly hooks: ReadonlyMap<string, Handler>;
  readonly reports: Handler | undefined;
  readonly metrics: Metrics;
  readonly answerOnce: AnswerOnce;
  /** Whether what is remembered can be reached. */
  readonly isReady: () => Promise<boolean>;
  readonly log: Log;
}

export interface App {
  readonly fetch: (request: Request, target?: string) => Promise<Response>;
  /** Ends when no request is under way. From now on the app is not ready. */
  readonly stop: () => Promise<void>;
}

const maxBodyBytes = 64 * 1024;
const longestKey = 255;
// Probes come all the time, and say nothing about the work.
const notLogged: ReadonlySet<string> = new Set(['/health', '/ready']);

interface Environment {
  Bindings: { readonly target?: string | undefined };
  Variables: {
    requestId: string;
    /** What the log says of this request. */
    facts: { key?: string | undefined; outcome?: string | undefined; code?: string | undefined };
  };
}

/** What a request says besides its body. */
interface AskedBy {
  /** Unique for the client, the route and its `Idempotency-Key`. */
  readonly key: string | undefined;
  readonly prefer: string | undefined;
}

interface PostRoute<Schema extends z.core.$ZodType> extends Pick<Asked, 'whenLost'> {
  readonly scope: Scope;
  readonly schema: Schema;
  readonly work: (body: z.output<Schema>, asked: AskedBy) => Promise<Outcome>;
}

/** The routes of a gateway. Each proves who calls, except those that say nothing. */
export function makeApp({
  keys,
  sender,
  queued,
  verifications,
  hooks,
  reports,
  metrics,
  answerOnce,
  isReady,
  log,
}: AppOptions): App {
  const app = new Hono<Environment>();
  const keyOf = keyring(keys);
  const underWay = new Set<Promise<unknown>>();
  let isStopping = false;

  const answered = (context: Context<Environment>, answer: Answer): Response =>
    respond(answer, context.get('requestId'));
  app.use(async (context, next) => {
    const startedAt = performance.now();
    const requestId = randomUUID();
    context.set('requestId', requestId);
    context.set('facts', {});
    const { target } = context.env;
    if (target === undefined || isPlainTarget(target)) await next();
    else context.res = answered(context, problem('not_found'));
    const durationMs = performance.now() - startedAt;
    const { method, routePath: route } = context.req;
    const { status } = context.res;
    metrics.countRequest({ route, status, durationMs });
    if (notLogged.has(route)) return;
    const line: LogLine = {
      requestId,
      method,
      route,
      status,
      durationMs: Math.round(durationMs),
      ...context.get('facts'),
    };
    log(status >= 500 ? 'error' : 'info', 'request', line);
  });

  const authenticated =
    (scope: Scope): MiddlewareHandler<Environment> =>
    async (context, next) => {
      const key = keyOf(context.req.header('authorization'));
      if (key === undefined) return answered(context, problem('missing_key'));
      context.get('facts').key = key.name;
      if (!key.scopes.includes(scope)) return answered(context, problem('forbidden'));
      return next();
    };
  const tooLarge = (context: Context<Environment>): Response =>
    answered(context, problem('too_large'));
  const limitedStream = bodyLimit({ maxSize: maxBodyBytes, onError: tooLarge });
  const limited: MiddlewareHandler<Environment> = async (context, next) => {
    // Node reads no more than a request declares. Without that, it is read as a stream, which costs more.
    const declared = context.req.header('content-length');
    if (declared === undefined) return limitedStream(context, next);
    return Number(declared) > maxBodyBytes ? tooLarge(context) : next();
  };
  const refuseOtherMethods = (path: string, allow: string): void => {
    app.all(path, (context) => answered(context, problem('method_not_allowed', {}, { allow })));
  };

  /** A route that takes JSON, with an idempotency key if the caller has one. */
  const post = <Schema extends z.core.$ZodType>(
    path: string,
    { scope, schema, work, whenLost }: PostRoute<Schema>,
  ): void => {
    app.post(path, authenticated(scope), limited, async (context) => {
      const text = await context.req.text();
      const read = readJson(text, schema);
      if ('refusal' in read) return answered(context, read.refusal);
      const facts = context.get('facts');
      const given = context.req.header('idempotency-key');
      if (given !== undefined && (given === '' || given.length > longestKey)) {
        const detail = `The Idempotency-Key must have 1 to ${longestKey} characters.`;
        return answered(context, problem('invalid_request', { detail }));
      }
      const key = given === undefined ? undefined : `${facts.key} ${path} ${given}`;
      const workOn = async (): Promise<Outcome> => {
        const done = await work(read.body, { key, prefer: context.req.header('prefer') });
        Object.assign(facts, { outcome: done.outcome, code: done.code });
        return done;
      };
      if (key === undefined) return answered(context, (await workOn()).answer);
      const asked = { key, request: text, work: workOn, whenLost };
      return answered(context, (await answerOnce(asked)) ?? problem('key_reused'));
    });
    refuseOtherMethods(path, 'POST');
  };
  const get = (path: string, ...handlers: MiddlewareHandler<Environment>[]): void => {
    app.on('GET', [path], ...handlers);
    refuseOtherMethods(path, 'GET, HEAD');
  };

  post('/send', {
    scope: 'send',
    schema: sendSchema,
    work: (message, { key, prefer }) =>
      queued === undefined
        ? send(sender, message)
        : sendByQueue(queued.sender, message, { key, waitMs: waitMsOf(prefer) }),
    // The queue knows what has become of a message.
    whenLost: queued === undefined ? lostSend : undefined,
  });
  if (queued !== undefined) {
    get('/messages/:id', authenticated('send'), async (context) =>
      answered(context, await messageIn(queued.queue, context.req.param('id') ?? '')),
    );
  }
  if (verifications !== undefined) {
    const { resend, check, cancel } = verifications;
    const scope = 'verify';
    post('/verify/start', {
      scope,
      schema: startSchema,
      work: (given) => start(verifications, given),
    });
    post('/verify/resend', {
      scope,
      schema: idSchema,
      work: async (given) => resultOf(await resend(given)),
    });
    post('/verify/check', {
      scope,
      schema: checkSchema,
      work: async (given) => resultOf(await check(given)),
    });
    post('/verify/cancel', {
      scope,
      schema: idSchema,
      work: async (given) => resultOf(await cancel(given)),
    });
  }
  /** Passes requests on to what other packages answer. */
  const pass = (
    path: string,
    methods: readonly string[],
    handlerOf: (context: Context<Environment>) => Handler | undefined,
  ): void => {
    app.all(path, async (context) => {
      const handle = handlerOf(context);
      if (handle === undefined) return answered(context, problem('not_found'));
      if (!methods.includes(context.req.method)) {
        const headers = { allow: methods.join(', ') };
        return answered(context, problem('method_not_allowed', {}, headers));
      }
      const response = await handle(context.req.raw);
      response.headers.set(requestIdHeader, context.get('requestId'));
      return response;
    });
  };
  pass('/hooks/:platform', ['POST'], ({ req }) => hooks.get(req.param('platform') ?? ''));
  pass('/reports/:connector', ['GET', 'POST'], () => reports);
  get('/metrics', authenticated('metrics'), async (context) =>
    context.text(await metrics.read(), 200, {
      'content-type': 'text/plain; version=0.0.4; charset=utf-8',
      [requestIdHeader]: context.get('requestId'),
    }),
  );
  const document = openApi({
    hasVerify: verifications !== undefined,
    hasQueue: queued !== undefined,
  });
  get('/openapi.json', async (context) => answered(context, { status: 200, body: document }));
  get('/health', async (context) => answered(context, { status: 200, body: { status: 'ok' } }));
  get('/ready', async (context) => {
    const state = isStopping ? 'stopping' : (await isReady()) ? 'ready' : 'store_unreachable';
    return answered(context, { status: state === 'ready' ? 200 : 503, body: { status: state } });
  });
  app.notFound((context) => answered(context, problem('not_found')));
  app.onError((error, context) => {
    const isStore =
      error instanceof StoreFailedError ||
      error instanceof AnswersFailedError ||
      isConnectorError(error);
    // What was thrown may contain anything.
    log('error', 'failure', { requestId: context.get('requestId'), name: error.name });
    return answered(context, problem(isStore ? 'store_failed' : 'internal'));
  });

  return {
    fetch: (request, target) => {
      const answer = Promise.resolve(app.fetch(request, { target }));
      const done = answer.finally(() => underWay.delete(done)).catch(() => undefined);
      underWay.add(done);
      return answer;
    },
    stop: async () => {
      isStopping = true;
      while (underWay.size > 0) await Promise.all(underWay);
      await verifications?.close();
    },
  };
}
