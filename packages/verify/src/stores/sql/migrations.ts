/** One step of the schema. */
export interface Migration {
  readonly number: number;
  /** Its statements, the same for PostgreSQL and SQLite. The last one remembers that they were run. */
  readonly statements: readonly string[];
}

/**
 * The schema, for those who run migrations themselves; `migrate()` of a store runs those that are missing. Run each
 * in one transaction, in this order.
 * @throws `TypeError` for a prefix that is no lower-case SQL name
 */
export function migrations(tablePrefix = 'sms_'): readonly Migration[] {
  const { verifications, recipients, days, migrated } = tablesOf(tablePrefix);
  const steps = [
    [
      `CREATE TABLE ${verifications} (
  id TEXT PRIMARY KEY,
  digest TEXT NOT NULL,
  recipient TEXT NOT NULL,
  period_ends_at BIGINT NOT NULL,
  usage_type TEXT NOT NULL,
  sealed TEXT,
  state TEXT NOT NULL,
  attempts INTEGER NOT NULL,
  sends INTEGER NOT NULL,
  expires_at BIGINT NOT NULL,
  resend_at BIGINT NOT NULL,
  keep_until BIGINT NOT NULL,
  sender TEXT,
  message_id TEXT,
  route TEXT
)`,
      `CREATE INDEX ${verifications}_keep_until ON ${verifications} (keep_until)`,
      `CREATE INDEX ${verifications}_sealed ON ${verifications} (expires_at) WHERE sealed IS NOT NULL`,
      `CREATE TABLE ${recipients} (
  recipient TEXT PRIMARY KEY,
  taken INTEGER NOT NULL,
  ends_at BIGINT NOT NULL
)`,
      `CREATE INDEX ${recipients}_ends_at ON ${recipients} (ends_at)`,
      `CREATE TABLE ${days} (
  day INTEGER NOT NULL,
  route TEXT NOT NULL,
  sent BIGINT NOT NULL,
  used BIGINT NOT NULL,
  PRIMARY KEY (day, route)
)`,
    ],
  ];
  return steps.map((statements, index) => {
    const number = index + 1;
    const remember = `INSERT INTO ${migrated} (number) VALUES (${number})`;
    const all =
      index === 0 ? [`CREATE TABLE IF NOT EXISTS ${migrated} (number INTEGER PRIMARY KEY)`] : [];
    return { number, statements: [...all, ...statements, remember] };
  });
}

/** The names of the tables. @throws `TypeError` */
export function tablesOf(prefix: string) {
  if (!/^[a-z_][a-z0-9_]{0,31}$/.test(prefix)) {
    throw new TypeError(
      'tablePrefix must be 1 to 32 lower-case letters, digits or underscores, and not start with a digit.',
    );
  }
  return {
    verifications: `${prefix}verifications`,
    recipients: `${prefix}verification_recipients`,
    days: `${prefix}verification_days`,
    migrated: `${prefix}verification_migrations`,
  } as const;
}
