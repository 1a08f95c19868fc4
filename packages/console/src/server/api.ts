import { usageTypes } from '@sms-connectors/core';
import { Hono } from 'hono';
import { HTTPException } from 'hono/http-exception';
import * as z from '@sms-connectors/core/zod';
import type { ConfigStore } from '../functions/config-store.ts';
import { StorageError } from '../functions/storage-error.ts';
import { wouldBeCommitted } from '../functions/git-exposure.ts';
import { jsonSchemaOf, secretPaths } from '../functions/json-schema.ts';
import { readGuide } from '../functions/guide.ts';
import { startOfTexts } from '../functions/start-of-texts.ts';
import { isLanguage } from '../functions/languages.ts';
import { canVerify } from '../functions/verify-config.ts';
import type { PlanDesk } from '../functions/plan-desk.ts';
import type { Workbench } from '../functions/workbench.ts';
import { createPlanApi } from './plan-api.ts';
import { body, configBody, versionBody, versionedBody } from './request-body.ts';

export interface ApiParts {
  readonly directory: string;
  readonly workbench: Workbench;
  readonly store: ConfigStore;
  readonly plan: PlanDesk;
}

const message = z.strictObject({
  to: z.string(),
  usageType: z.enum(usageTypes),
  payload: z.record(z.string(), z.string()),
  locale: z.optional(z.string()),
});
const configOnly = z.strictObject({ config: configBody });
const order = z.extend(configOnly, {
  target: z.enum(['provider', 'emulator']),
  message,
  withNewCode: z.optional(z.boolean()),
});

/** The API of the page. The server decrypts requests before they reach it. */
export function createApi({ directory, workbench, store, plan }: ApiParts) {
  const connectorOf = (id: string) => {
    const connector = workbench.find(id);
    if (connector === undefined) throw new HTTPException(404, { message: 'no such connector' });
    return connector;
  };
  return new Hono()
    .onError((error, context) => {
      if (error instanceof StorageError) return context.json({ problem: error.problem }, 507);
      if (error instanceof HTTPException)
        return context.json({ problem: error.message }, error.status);
      // Another error may quote a file or a config.
      return context.json({ problem: 'the console failed; restart it if this happens again' }, 500);
    })
    .route('/plan', createPlanApi(plan))
    .get('/connectors', async (context) =>
      context.json(await Promise.all(workbench.connectors.map(connectorFacts))),
    )
    .use('/connectors/:id/*', async (context, next) => {
      connectorOf(context.req.param('id'));
      return next();
    })
    .post(
      '/check-code',
      body(z.strictObject({ verificationId: z.string(), code: z.string() })),
      async (context) => {
        const { verificationId, code } = context.req.valid('json');
        return context.json(await workbench.checkCode(verificationId, code));
      },
    )
    .get('/connectors/:id/config', async (context) =>
      context.json(await store.read(context.req.param('id'))),
    )
    .put('/connectors/:id/draft', body(versionedBody), async (context) => {
      const { config: value, version } = context.req.valid('json');
      return context.json(await store.writeDraft(context.req.param('id'), value, version));
    })
    .post('/connectors/:id/discard', body(versionBody), async (context) =>
      context.json(
        await store.discardDraft(context.req.param('id'), context.req.valid('json').version),
      ),
    )
    .put('/connectors/:id/config', body(versionedBody), async (context) => {
      const id = context.req.param('id');
      const { config: value, version } = context.req.valid('json');
      if (!(await workbench.check(id, value)).valid) {
        throw new HTTPException(422, {
          message: 'the config has problems; fix them before saving',
        });
      }
      const written = await store.save(id, value, version);
      if ('conflict' in written) return context.json(written);
      return context.json({
        ...written,
        committed: await wouldBeCommitted(directory, written.file),
      });
    })
    .post('/connectors/:id/check', body(configOnly), async (context) =>
      context.json(
        await workbench.check(context.req.param('id'), context.req.valid('json').config),
      ),
    )
    .post('/connectors/:id/send', body(order), async (context) =>
      context.json(
        await workbench.send({ id: context.req.param('id'), ...context.req.valid('json') }),
      ),
    )
    .post('/connectors/:id/verify', body(configOnly), async (context) =>
      context.json(
        await workbench.verify({
          id: context.req.param('id'),
          ...context.req.valid('json'),
          target: 'provider',
        }),
      ),
    )
    .get('/connectors/:id/guide/:language', async (context) => {
      const { folder } = connectorOf(context.req.param('id'));
      const language = context.req.param('language');
      const guide = await readGuide(folder, isLanguage(language) ? language : 'en');
      return context.json({ guide: (guide as object | undefined) ?? null });
    })
    .get('/connectors/:id/live', async (context) => {
      const id = context.req.param('id');
      const [{ version }, messages] = await Promise.all([store.read(id), workbench.messages(id)]);
      return context.json({ version, messages, reports: workbench.reports(id) });
    });
}

export type ConsoleApi = ReturnType<typeof createApi>;

async function connectorFacts(connector: Workbench['connectors'][number]) {
  const { packageName, version, factory, startEmulator } = connector;
  const schema = jsonSchemaOf(factory.configSchema);
  const { id, name, description, docsUrl, capabilities } = factory.manifest;
  return {
    id,
    name,
    description,
    docsUrl,
    capabilities,
    packageName,
    version,
    // The type of a JSON schema is recursive, and the page only passes it to the form.
    schema: schema as object,
    secrets: secretPaths(schema),
    hasEmulator: startEmulator !== undefined,
    canVerify: await canVerify(connector),
    startOfTexts: await startOfTexts(connector),
  };
}
