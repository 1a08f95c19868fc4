import { redisClaims } from '@sms-connectors/hooks/redis';
import { redisReportStore } from '@sms-connectors/queue';
import { redisStore as limitsInRedis } from '@sms-connectors/policies/redis';
import { redisStore as verificationsInRedis } from '@sms-connectors/verify/redis';
import type { Redis } from 'ioredis';
import { redisAnswers } from './redis-answers.ts';
import type { Secrets } from './secrets.ts';
import type { Stores } from './stores.ts';

const prefix = 'sms-gateway';

/** What all gateways remember together that use one Redis. */
export function redisStores(client: Redis, secrets: Secrets): Stores {
  const secret = secrets.keyFor('limits').export().toString('base64url');
  return {
    verifications: verificationsInRedis({ client, keyPrefix: `${prefix}:verify` }),
    limits: limitsInRedis({ client, secret, keyPrefix: `${prefix}:limits` }),
    claims: redisClaims({ client, keyPrefix: `${prefix}:hooks` }),
    reports: redisReportStore({ client, keyPrefix: `${prefix}:reports` }),
    answers: redisAnswers(client, secrets, `${prefix}:answers`),
  };
}
