import {
  credentialSchema,
  notTogether,
  requiredUnless,
  requiredWith,
  validateConfig,
  templatesSchema,
} from '@sms-connectors/core';
import * as z from '@sms-connectors/core/zod';
import { expect, test } from 'vitest';

const text = z.optional(z.string());
const schema = z
  .strictObject({
    token: z.optional(credentialSchema),
    keyId: text,
    keySecret: text,
    from: text,
    pool: text,
    templates: templatesSchema,
  })
  .check(
    requiredUnless('token', 'keyId', 'keySecret'),
    notTogether('token', 'keyId', 'keySecret'),
    requiredWith('keySecret', 'keyId'),
    notTogether('from', 'pool'),
  );

test.each([
  [{ token: 't' }, []],
  [{ keyId: 'k', keySecret: 's', from: 'Acme' }, []],
  [{}, [['token', 'Required unless you set keyId and keySecret.']]],
  [{ keyId: 'k' }, [['keySecret', 'Required if you set keyId.']]],
  [{ token: 't', keySecret: 's' }, [['token', 'Remove token, or keyId and keySecret.']]],
  [{ token: 't', from: 'a', pool: 'b' }, [['from', 'Remove one of from and pool.']]],
  [{ token: 'two words' }, [['token', 'Must be letters, digits and punctuation, without spaces.']]],
])('%o has the problems %o', (config, problems) => {
  const templates = [{ usageType: 'Generic', content: 'x' }];
  const result = validateConfig(schema, { ...config, templates });
  const issues = 'issues' in result ? result.issues : [];
  expect(issues.map(({ path, message }) => [path, message])).toEqual(problems);
});
