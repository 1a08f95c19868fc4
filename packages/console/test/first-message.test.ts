import path from 'node:path';
import { validateConfig } from '@sms-connectors/core';
import { describe, expect, test } from 'vitest';
import { emulatorValues } from '../src/functions/emulator-values.ts';
import { installedConnectors } from '../src/functions/installed-connectors.ts';
import { startOfTexts } from '../src/functions/start-of-texts.ts';
import { starterConfig } from '../src/functions/starter-config.ts';
import { openWorkbench } from '../src/functions/workbench.ts';

const connectors = await installedConnectors(path.resolve(import.meta.dirname, '../../..'));
const message = { to: '+447700900123', usageType: 'SignIn', payload: { code: '123456' } } as const;
const translated = (english: string) => english.replace('Your', 'Votre');

test('every connector of this repository is here', () => {
  expect(connectors.length).toBeGreaterThanOrEqual(19);
});

describe.each(connectors)('$id, as nobody has touched it yet', (connector) => {
  const { id, factory } = connector;
  const target = factory.manifest.capabilities.inProcess === true ? 'provider' : 'emulator';

  test('sends with one click, and its code can be checked', async () => {
    const config = starterConfig(translated, await startOfTexts(connector));
    const before = structuredClone(config);
    const workbench = openWorkbench([connector]);
    try {
      const sent = await workbench.send({ id, config, target, message, withNewCode: true });
      expect(sent).toMatchObject({ outcome: 'accepted' });
      const [arrived] = await workbench.messages(id);
      const [code = ''] = /\d{4,10}/.exec(arrived?.text ?? '') ?? [];
      expect(await workbench.checkCode(sent.verificationId ?? '', code)).toMatchObject({
        status: 'approved',
      });
      // The account of the emulator stays out of the config.
      expect(config).toEqual(before);
    } finally {
      await workbench.close();
    }
  });

  test.runIf(target === 'emulator')(
    'a config with the secrets of its emulator cannot be saved',
    async () => {
      const workbench = openWorkbench([connector]);
      try {
        const emulator = await workbench.emulator(id);
        const config = { ...emulator?.config, ...starterConfig() };
        const madeUp = emulatorValues(factory, config, [emulator?.config]);
        expect(madeUp.map(({ keys }) => keys[0])).not.toEqual([]);
        const { valid, issues } = await workbench.check(id, config);
        expect(valid).toBe(false);
        expect(issues).toEqual(expect.arrayContaining([...madeUp]));
      } finally {
        await workbench.close();
      }
    },
  );
});

test('the emulator gets its own account although the config has another', async () => {
  const connector = connectors.find(({ id }) => id === 'twilio');
  if (connector === undefined) throw new Error('no Twilio');
  const workbench = openWorkbench([connector]);
  const config = {
    accountSID: `AC${'1'.repeat(32)}`,
    authToken: 'the-users-own',
    from: '+15005550006',
    ...starterConfig(),
  };
  expect(validateConfig(connector.factory.configSchema, config)).toHaveProperty('config');
  const sent = await workbench.send({ id: 'twilio', config, target: 'emulator', message });
  expect(sent).toMatchObject({ outcome: 'accepted' });
  expect(await workbench.check('twilio', config)).toMatchObject({ valid: true });
  await workbench.close();
});
