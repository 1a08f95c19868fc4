import { tablesOf } from './migrations.ts';

/** Every statement of a store, for PostgreSQL and SQLite alike: `$1` is the first value. Each is atomic by itself. */
export function statementsFor(tablePrefix: string) {
  const { verifications, recipients, days } = tablesOf(tablePrefix);
  return {
    /** recipient, end of a new period, now, limit */
    take: `INSERT INTO ${recipients} AS period (recipient, taken, ends_at) VALUES ($1, 1, $2)
ON CONFLICT (recipient) DO UPDATE SET
  taken = CASE WHEN period.ends_at <= $3 THEN 1 ELSE period.taken + 1 END,
  ends_at = CASE WHEN period.ends_at <= $3 THEN excluded.ends_at ELSE period.ends_at END
WHERE period.ends_at <= $3 OR period.taken < $4
RETURNING ends_at`,
    /** recipient */
    readPeriod: `SELECT ends_at FROM ${recipients} WHERE recipient = $1`,
    /** recipient, end of the period */
    giveBack: `UPDATE ${recipients} SET taken = taken - 1
WHERE recipient = $1 AND ends_at = $2 AND taken > 0`,
    /** the columns, in their order */
    add: `INSERT INTO ${verifications} (
  id, digest, recipient, period_ends_at, usage_type, sealed, state, attempts, sends, expires_at, resend_at,
  keep_until, sender, message_id, route
) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15)`,
    /** id, now */
    read: `SELECT * FROM ${verifications} WHERE id = $1 AND keep_until > $2`,
    /** id, now, maxAttempts */
    attempt: `UPDATE ${verifications} SET attempts = attempts + 1
WHERE id = $1 AND state = 'open' AND expires_at > $2 AND attempts < $3
RETURNING *`,
    /** id, now, maxAttempts, maxSends, resendAt */
    claimSend: `UPDATE ${verifications} SET sends = sends + 1, resend_at = $5
WHERE id = $1 AND state = 'open' AND expires_at > $2 AND attempts < $3 AND sends < $4 AND resend_at <= $2
RETURNING *`,
    /** id, sender, message id, route */
    recordSend: `UPDATE ${verifications} SET sender = $2, message_id = $3, route = $4 WHERE id = $1`,
    /** id, now, state */
    end: `UPDATE ${verifications} SET state = $3, sealed = NULL
WHERE id = $1 AND state = 'open' AND expires_at > $2
RETURNING id`,
    /** day, route, sent, used */
    count: `INSERT INTO ${days} AS known (day, route, sent, used) VALUES ($1, $2, $3, $4)
ON CONFLICT (day, route) DO UPDATE SET
  sent = known.sent + excluded.sent,
  used = known.used + excluded.used`,
    /** first day */
    counts: `SELECT route, sent, used FROM ${days} WHERE day >= $1`,
    /** now */
    purgeVerifications: `DELETE FROM ${verifications} WHERE keep_until <= $1`,
    /** now */
    purgeSealed: `UPDATE ${verifications} SET sealed = NULL WHERE expires_at <= $1 AND sealed IS NOT NULL`,
    /** now */
    purgeRecipients: `DELETE FROM ${recipients} WHERE ends_at <= $1`,
    /** first day that is kept */
    purgeDays: `DELETE FROM ${days} WHERE day < $1`,
  } as const;
}
