import { usageTypes } from '@sms-connectors/core';
import * as z from '@sms-connectors/core/zod';
import { deliveryPlanSchema } from '@sms-connectors/policies';
import { Hono } from 'hono';
import { HTTPException } from 'hono/http-exception';
import { jsonSchemaOf } from '../functions/json-schema.ts';
import { type PlanDesk, planId } from '../functions/plan-desk.ts';
import type { PlanConnector } from '../functions/plan-connectors.ts';
import { body, configBody, versionBody, versionedBody } from './request-body.ts';

const trialBody = z.strictObject({
  plan: configBody,
  to: z.string(),
  usageType: z.enum(usageTypes),
  down: z.array(z.string()),
});

// The type of a JSON schema is recursive, and the page only passes it to the form.
const planSchema: object = jsonSchemaOf(deliveryPlanSchema);

/** The API of the delivery plan. */
export function createPlanApi({ store, connectors, check, trial }: PlanDesk) {
  return new Hono()
    .get('/', async (context) => context.json(await store.read(planId)))
    .put('/', body(versionedBody), async (context) => {
      const { config, version } = context.req.valid('json');
      if (!(await check(config)).valid) throw invalidPlan();
      return context.json(await store.save(planId, config, version));
    })
    .put('/draft', body(versionedBody), async (context) => {
      const { config, version } = context.req.valid('json');
      return context.json(await store.writeDraft(planId, config, version));
    })
    .post('/discard', body(versionBody), async (context) =>
      context.json(await store.discardDraft(planId, context.req.valid('json').version)),
    )
    .post('/check', body(z.strictObject({ config: configBody })), async (context) => {
      const { valid, issues } = await check(context.req.valid('json').config);
      return context.json({ valid, issues });
    })
    .get('/facts', async (context) =>
      context.json({
        schema: planSchema,
        connectors: (await connectors()).map(factsOf),
      }),
    )
    .get('/live', async (context) => context.json({ version: (await store.read(planId)).version }))
    .post('/trial', body(trialBody), async (context) => {
      const { plan: given, ...order } = context.req.valid('json');
      const { plan } = await check(given);
      if (plan === undefined) throw invalidPlan();
      return context.json(await trial.send({ plan, ...order }, await connectors()));
    })
    .post('/trial/reset', async (context) => {
      await trial.reset();
      return context.json({});
    });
}

function invalidPlan(): HTTPException {
  return new HTTPException(422, { message: 'the plan has problems; fix them first' });
}

function factsOf({ name, connector, file, hasFile }: PlanConnector) {
  const { manifest } = connector.factory;
  return {
    name,
    /** The provider's name; two accounts of one provider share it. */
    provider: manifest.name,
    file,
    hasConfig: hasFile,
    /** Whether a test can include it. */
    canTry: connector.startEmulator !== undefined || manifest.capabilities.inProcess === true,
  };
}
