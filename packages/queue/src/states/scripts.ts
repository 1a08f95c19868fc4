/**
 * Scripts of Redis, each of which decides and writes in one step.
 *
 * The state of a message is one key: absent until a worker begins; `s:<try>:<token>` while one sends it; `r:<try>` after
 * it was certainly not sent; JSON once it has ended. The first end stands.
 */

/**
 * A worker begins a try. A later try than one that never ended must not send: the message ends.
 * KEYS: state. ARGV: try, token, milliseconds that the state stays, the end of a message that an earlier try left.
 * Returns `begun`, `superseded`, or the end.
 */
export const begin = `
  local state = redis.call('GET', KEYS[1])
  local own = 's:' .. ARGV[1] .. ':' .. ARGV[2]
  if state and state ~= own then
    local kind, try = string.match(state, '^(%a):(%d+)')
    if not kind then return state end
    if tonumber(try) >= tonumber(ARGV[1]) then return 'superseded' end
    if kind == 's' then
      redis.call('SET', KEYS[1], ARGV[4], 'PX', ARGV[3])
      return ARGV[4]
    end
  end
  redis.call('SET', KEYS[1], own, 'PX', ARGV[3])
  return 'begun'
`;

/**
 * The try that is sending was certainly not sent.
 * KEYS: state. ARGV: try, token, milliseconds that the state stays. Returns 1, or 0 if the message has ended meanwhile.
 */
export const putBack = `
  local state = redis.call('GET', KEYS[1])
  if state ~= 's:' .. ARGV[1] .. ':' .. ARGV[2] and state ~= 'r:' .. ARGV[1] then return 0 end
  redis.call('SET', KEYS[1], 'r:' .. ARGV[1], 'PX', ARGV[3])
  return 1
`;

/**
 * Ends a message that this worker has, unless it has ended.
 * KEYS: state. ARGV: end, milliseconds that it stays. Returns the end that stands.
 */
export const end = `
  local state = redis.call('GET', KEYS[1])
  if state and string.sub(state, 1, 1) == '{' then return state end
  redis.call('SET', KEYS[1], ARGV[1], 'PX', ARGV[2])
  return ARGV[1]
`;

/**
 * Ends a message that no worker sends.
 * KEYS: state, job. ARGV: end, milliseconds that it stays. Returns the state that stands, or nothing without a job.
 */
export const cancel = `
  local state = redis.call('GET', KEYS[1])
  if state and string.sub(state, 1, 2) ~= 'r:' then return state end
  if redis.call('EXISTS', KEYS[2]) == 0 then return false end
  redis.call('SET', KEYS[1], ARGV[1], 'PX', ARGV[2])
  return ARGV[1]
`;

/** KEYS: state, job. Returns the state, `w` for a message that waits, or nothing. */
export const read = `
  local state = redis.call('GET', KEYS[1])
  if not state and redis.call('EXISTS', KEYS[2]) == 1 then return 'w' end
  return state
`;

/**
 * Finds the message of an idempotency key, or gives it the offered id.
 * KEYS: the key as each secret hides it. ARGV: id, milliseconds that the key is known. Returns the id that stands.
 */
export const claimKey = `
  local id = ARGV[1]
  for _, key in ipairs(KEYS) do id = redis.call('GET', key) or id end
  for _, key in ipairs(KEYS) do redis.call('SET', key, id, 'PX', ARGV[2], 'NX') end
  return id
`;
