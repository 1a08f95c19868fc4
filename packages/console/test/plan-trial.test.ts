import { mkdir, readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import type { PolicyEvent } from '@sms-connectors/policies';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { installedConnectors } from '../src/functions/installed-connectors.ts';
import { openPlanDesk, type PlanDesk } from '../src/functions/plan-desk.ts';
import { type TestProject, testProject, twilioConfig } from './project.ts';

let project: TestProject;
let desk: PlanDesk;
beforeEach(async () => {
  project = await testProject('twilio', 'telnyx', 'mock', 'core');
  desk = openPlanDesk(project, await installedConnectors(project.directory));
});
afterEach(async () => {
  await desk.trial.close();
  await project[Symbol.asyncDispose]();
});

const to = '+33612345678';

async function send(given: object, down: readonly string[] = []) {
  const { plan, issues } = await desk.check(given);
  if (plan === undefined) throw new Error(JSON.stringify(issues));
  return desk.trial.send({ plan, to, usageType: 'SignIn', down }, await desk.connectors());
}

/** What was tried and skipped, in a line. */
function story(events: readonly PolicyEvent[]): string {
  return events
    .flatMap((event) => {
      if (event.type === 'attempt_ended') return `${event.sender} ${event.code ?? event.outcome}`;
      return event.type === 'sender_skipped' ? `${event.sender} skipped` : [];
    })
    .join(', ');
}

test('a provider that is down is tried once, then skipped; the next one sends', async () => {
  const plan = { routes: { FR: ['twilio', 'telnyx', 'mock'] } };
  const well = await send(plan);
  expect(story(well.events)).toBe('twilio accepted');
  expect(well.messages).toHaveLength(1);

  const first = await send(plan, ['twilio']);
  expect(first.result).toMatchObject({ outcome: 'accepted' });
  expect(story(first.events)).toBe('twilio network, telnyx accepted');
  const second = await send(plan, ['twilio']);
  expect(story(second.events)).toBe('twilio skipped, telnyx accepted');
  const third = await send(plan, ['twilio', 'telnyx']);
  expect(story(third.events)).toBe('twilio skipped, telnyx network, mock accepted');
  expect(third.messages).toHaveLength(4);

  // Nothing is left: the first is tried anyway, and nothing was sent.
  const none = await send(plan, ['twilio', 'telnyx', 'mock']);
  expect(story(none.events)).toContain('mock network');
  expect(none.result).toMatchObject({ outcome: 'rejected', code: 'network' });
  expect(none.messages).toHaveLength(4);

  // Works again, and forgets what it knew.
  await desk.trial.reset();
  const again = await send(plan);
  expect(story(again.events)).toBe('twilio accepted');
  expect(again.messages).toHaveLength(1);
});

test('a provider that works again is used again after its pause', async () => {
  const plan = { routes: { FR: ['twilio', 'mock'] }, circuit: { pauseMs: 50 } };
  expect(story((await send(plan, ['twilio'])).events)).toBe('twilio network, mock accepted');
  await expect
    .poll(async () => story((await send(plan)).events), { timeout: 10_000 })
    .toBe('twilio accepted');
});

test('limits count as they do in an application, also those for each requester', async () => {
  const plan = {
    routes: { default: ['twilio'] },
    limits: { perRequester: [{ messages: 1, seconds: 60 }] },
  };
  expect((await send(plan)).result.outcome).toBe('accepted');
  const refused = await send(plan);
  expect(refused.result).toMatchObject({ outcome: 'rejected', code: 'rate_limited' });
  expect(refused.events).toMatchObject([{ type: 'limit_reached', limit: 'perRequester' }]);
  await desk.trial.reset();
  expect((await send(plan)).result.outcome).toBe('accepted');
});

test('uses the templates of the project’s configs, and their credentials never', async () => {
  const [, template] = twilioConfig.templates;
  const config = {
    ...twilioConfig,
    authToken: 'the-real-token',
    accountSID: `AC${'9'.repeat(32)}`,
  };
  const own = { ...config, templates: [{ ...template, content: 'Mine: {{code}}' }] };
  await writeFile(path.join(project.directory, 'sms-connectors.twilio.json'), JSON.stringify(own));
  await writeFile(
    path.join(project.directory, 'sms-connectors.twilio-eu.json'),
    JSON.stringify({
      connector: 'twilio',
      ...config,
      templates: [{ ...template, content: 'EU: {{code}}' }],
    }),
  );
  const plan = { routes: { FR: ['twilio', 'twilio-eu'] } };
  const { events, messages } = await send(plan);
  expect(messages.map(({ text }) => text)).toEqual(['Mine: 123456']);
  const other = await send(plan, ['twilio']);
  expect(other.messages.map(({ text }) => text)).toEqual(['Mine: 123456', 'EU: 123456']);
  const written = JSON.stringify([events, other.events, other.result]);
  expect(written).not.toMatch(/the-real-token|9{20}|612345678/);
});

test('a provider without an emulator counts as down, and is never asked', async () => {
  await writePackage(
    'acme',
    `
    import { twilio } from '@sms-connectors/twilio';
    const manifest = { ...twilio.manifest, id: 'acme' };
    export const connector = Object.assign((...all) => twilio(...all), { ...twilio, manifest });
  `,
  );
  desk = openPlanDesk(project, await installedConnectors(project.directory));
  const next = await send({ routes: { FR: ['acme', 'twilio'] } });
  expect(story(next.events)).toBe('acme network, twilio accepted');
  const { result } = await send({ routes: { FR: ['acme'] } });
  expect(result).toMatchObject({ outcome: 'rejected', code: 'network' });
  expect(result).toMatchObject({ message: expect.stringContaining('it is down in this test') });
});

test('a connector that accepts no example config fails with the reason', async () => {
  await writePackage(
    'acme',
    `
    import { ConnectorError } from '@sms-connectors/core';
    import { mock } from '@sms-connectors/mock';
    const fail = () => {
      const provider = { id: 'acme' };
      throw new ConnectorError({ code: 'invalid_config', outcome: 'rejected', provider });
    };
    const manifest = { ...mock.manifest, id: 'acme' };
    export const connector = Object.assign(fail, { configSchema: mock.configSchema, manifest });
  `,
  );
  desk = openPlanDesk(project, await installedConnectors(project.directory));
  const { result } = await send({ routes: { FR: ['acme'] } });
  expect(result).toMatchObject({ outcome: 'rejected', code: 'invalid_config' });
});

const all = await installedConnectors(path.resolve(import.meta.dirname, '../../..'));

test.each(all.map(({ id }) => id))(
  '%s sends if it is up, and sends nothing if it is down',
  async (id) => {
    desk = openPlanDesk(project, all);
    const plan = { routes: { FR: [id] } };
    const up = await send(plan);
    expect(story(up.events)).toBe(`${id} accepted`);
    expect(up.messages).toHaveLength(1);
    const down = await send(plan, [id]);
    expect(story(down.events)).toBe(`${id} network`);
    expect(down.result.outcome).toBe('rejected');
    expect(down.messages).toHaveLength(1);
  },
);

/** Installs a connector that has no emulator. */
async function writePackage(name: string, source: string): Promise<void> {
  const folder = path.join(project.directory, 'node_modules', name);
  await mkdir(folder, { recursive: true });
  const manifest = {
    name,
    version: '1.0.0',
    type: 'module',
    exports: './index.js',
    keywords: ['sms-connector'],
  };
  await writeFile(path.join(folder, 'package.json'), JSON.stringify(manifest));
  await writeFile(path.join(folder, 'index.js'), source);
  const file = path.join(project.directory, 'package.json');
  const own = JSON.parse(await readFile(file, 'utf8')) as { dependencies: object };
  const dependencies = { ...own.dependencies, [name]: '*' };
  await writeFile(file, JSON.stringify({ ...own, dependencies }));
}
