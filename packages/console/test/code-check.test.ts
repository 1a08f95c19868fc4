import { expect, test } from 'vitest';
import { installedConnectors } from '../src/functions/installed-connectors.ts';
import { openWorkbench } from '../src/functions/workbench.ts';
import { testProject, twilioConfig } from './project.ts';

test('sends no code that can be checked to a real phone', async () => {
  await using project = await testProject('twilio');
  const workbench = openWorkbench(await installedConnectors(project.directory));
  const result = await workbench.send({
    id: 'twilio',
    config: twilioConfig,
    target: 'provider',
    message: { to: '+447700900123', usageType: 'SignIn', payload: {} },
    withNewCode: true,
  });
  expect(result).toMatchObject({ outcome: 'rejected', code: 'invalid_message' });
  expect(result).not.toHaveProperty('verificationId');
  expect(await workbench.checkCode('unknown', '123456')).toEqual({ status: 'not_found' });
  await workbench.close();
});
