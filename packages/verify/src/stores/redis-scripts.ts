import { script } from './redis-client.ts';

// Each script touches one hash tag only. Times are the caller's: Redis only measures how long a key stays.

/** KEYS: period. ARGV: now, end of a new period, limit. */
export const take = script(`
  local now, endsAt, limit = tonumber(ARGV[1]), ARGV[2], tonumber(ARGV[3])
  local known = redis.call('HMGET', KEYS[1], 'count', 'endsAt')
  local count = 0
  if known[2] and tonumber(known[2]) > now then
    count, endsAt = tonumber(known[1]), known[2]
  end
  if count >= limit then return {0, endsAt} end
  redis.call('HSET', KEYS[1], 'count', count + 1, 'endsAt', endsAt)
  redis.call('PEXPIRE', KEYS[1], tonumber(endsAt) - now)
  return {1, endsAt}
`);

/** KEYS: period. ARGV: its end. */
export const giveBack = script(`
  local known = redis.call('HMGET', KEYS[1], 'count', 'endsAt')
  if known[2] and tonumber(known[2]) == tonumber(ARGV[1]) and tonumber(known[1]) > 0 then
    redis.call('HINCRBY', KEYS[1], 'count', -1)
  end
`);

/** KEYS: verification, sealed. ARGV: how long each stays in milliseconds, sealed, then fields and values. */
export const add = script(`
  redis.call('DEL', KEYS[1], KEYS[2])
  redis.call('HSET', KEYS[1], unpack(ARGV, 4))
  redis.call('PEXPIRE', KEYS[1], ARGV[1])
  if tonumber(ARGV[2]) > 0 then redis.call('SET', KEYS[2], ARGV[3], 'PX', ARGV[2]) end
`);

// The last value of ARGV is an id of the call: a client sends it again if the connection breaks before the answer.
const found = `
  local now = tonumber(ARGV[1])
  local call = ARGV[#ARGV]
  local known = redis.call('HMGET', KEYS[1],
    'state', 'expiresAt', 'keepUntil', 'attempts', 'sends', 'resendAt', 'call')
  if not known[1] or tonumber(known[3]) <= now then return false end
  local isOpen = known[1] == 'open' and tonumber(known[2]) > now
  local attempts, sends, resendAt = tonumber(known[4]), tonumber(known[5]), tonumber(known[6])
  local isRepeated = known[7] == call
  local function answer(isDone)
    return {isDone and 1 or 0, redis.call('HGETALL', KEYS[1]), isOpen and redis.call('GET', KEYS[2])}
  end
`;

/** KEYS: verification, sealed. ARGV: now, maxAttempts, call. */
export const attempt = script(`${found}
  if isRepeated then return answer(true) end
  local isCounted = isOpen and attempts < tonumber(ARGV[2])
  if isCounted then redis.call('HSET', KEYS[1], 'attempts', attempts + 1, 'call', call) end
  return answer(isCounted)
`);

/** KEYS: verification, sealed. ARGV: now, maxAttempts, maxSends, resendAt, call. */
export const claimSend = script(`${found}
  if isRepeated then return answer(true) end
  local isClaimed = isOpen and attempts < tonumber(ARGV[2]) and sends < tonumber(ARGV[3])
    and resendAt <= now
  if isClaimed then
    redis.call('HSET', KEYS[1], 'sends', sends + 1, 'resendAt', ARGV[4], 'call', call)
  end
  return answer(isClaimed)
`);

/** KEYS: verification, sealed. ARGV: now, state, call. */
export const end = script(`${found}
  if isRepeated then return 1 end
  if not isOpen then return 0 end
  redis.call('HSET', KEYS[1], 'state', ARGV[2], 'call', call)
  redis.call('DEL', KEYS[2])
  return 1
`);

/** KEYS: verification. ARGV: fields and values. */
export const record = script(`
  if redis.call('EXISTS', KEYS[1]) == 1 then redis.call('HSET', KEYS[1], unpack(ARGV)) end
`);

/** KEYS: day. ARGV: field, how long the day stays in milliseconds. */
export const count = script(`
  redis.call('HINCRBY', KEYS[1], ARGV[1], 1)
  redis.call('PEXPIRE', KEYS[1], ARGV[2])
`);

/** KEYS: day. */
export const read = script(`return redis.call('HGETALL', KEYS[1])`);
