import { createHash } from 'node:crypto';
import { mkdir, readFile, rm, stat } from 'node:fs/promises';
import { join, relative, resolve, sep } from 'node:path';
import envPaths from 'env-paths';
import writeFileAtomic from 'write-file-atomic';

/** A connector's current config: the draft, or else the saved file, or else nothing. */
export interface ConfigDocument {
  readonly config?: unknown;
  readonly origin: 'draft' | 'saved' | 'none';
  /** Changes whenever the draft or the file changes. */
  readonly version: string;
  /** The file that Save writes, relative to the project's directory. */
  readonly file: string;
  /** When the file was last written, as ISO 8601; absent if there is no file. */
  readonly savedAt?: string | undefined;
  /** Whether the file changed after this draft was started. */
  readonly fileChanged: boolean;
}

/** Another writer was first; `current` is what it wrote. */
interface Conflict {
  readonly conflict: true;
  readonly current: ConfigDocument;
}

export interface ConfigStore {
  readonly read: (id: string) => Promise<ConfigDocument>;
  /** Stores a draft outside the project. Returns a conflict if `version` is not the current one. */
  readonly writeDraft: (
    id: string,
    config: unknown,
    version: string,
  ) => Promise<ConfigDocument | Conflict>;
  /** Writes the config file and deletes the draft. Returns a conflict if `version` is not the current one. */
  readonly save: (
    id: string,
    config: unknown,
    version: string,
  ) => Promise<ConfigDocument | Conflict>;
  /** Deletes the draft and returns the saved config. */
  readonly discardDraft: (id: string, version: string) => Promise<ConfigDocument | Conflict>;
}

export interface ConfigStoreOptions {
  /** The project's directory. */
  readonly directory: string;
  /** Where drafts are stored. Default: the user's data directory. */
  readonly draftDirectory?: string | undefined;
}

interface Draft {
  readonly config: unknown;
  /** The digest of the file that the draft started from. */
  readonly basedOn: string;
}

/** Returns the file name of a connector's config. */
export function configFile(id: string): string {
  return `sms-connectors.${id}.json`;
}

/**
 * Stores configs and drafts in files that only their owner can read. Files are replaced atomically, so that
 * a crash leaves the old or the new one. Drafts are stored outside the project, so that the credentials of
 * an unfinished config are not committed.
 */
export function openConfigStore({ directory, draftDirectory }: ConfigStoreOptions): ConfigStore {
  refuseServed(directory);
  const drafts =
    draftDirectory ?? join(envPaths('sms-connectors').data, 'drafts', digest(resolve(directory)));
  const fileOf = (id: string) => join(directory, configFile(id));
  const draftOf = (id: string) => join(drafts, `${id}.json`);
  const turn = takeTurns();

  const read = async (id: string): Promise<ConfigDocument> => {
    const [draftText, savedText] = await Promise.all([textOf(draftOf(id)), textOf(fileOf(id))]);
    const draft = parse(draftText) as Draft | undefined;
    const saved = parse(savedText);
    const savedAt = savedText === '' ? undefined : (await stat(fileOf(id))).mtime.toISOString();
    return {
      config: draft?.config ?? saved,
      origin: draft !== undefined ? 'draft' : saved !== undefined ? 'saved' : 'none',
      version: digest(`${draftText}\0${savedText}`),
      file: relative(directory, fileOf(id)),
      ...(savedAt !== undefined && { savedAt }),
      fileChanged: draft !== undefined && draft.basedOn !== digest(savedText),
    };
  };

  const change = (id: string, version: string, write: () => Promise<void>) =>
    turn(id, async () => {
      const current = await read(id);
      if (current.version !== version) return { conflict: true as const, current };
      await write();
      return read(id);
    });

  return {
    read,
    writeDraft: (id, config, version) =>
      change(id, version, async () => {
        const before = parse(await textOf(draftOf(id))) as Draft | undefined;
        const basedOn = before?.basedOn ?? digest(await textOf(fileOf(id)));
        await mkdir(drafts, { recursive: true, mode: 0o700 });
        await writeJson(draftOf(id), { config, basedOn } satisfies Draft);
      }),
    save: (id, config, version) =>
      change(id, version, async () => {
        await writeJson(fileOf(id), config);
        await rm(draftOf(id), { force: true });
      }),
    discardDraft: (id, version) => change(id, version, () => rm(draftOf(id), { force: true })),
  };
}

// Directories that web servers and site builders commonly serve as they are.
const servedNames = new Set(['public', 'public_html', 'static', 'www', 'wwwroot', 'htdocs']);

function refuseServed(directory: string): void {
  const served = resolve(directory)
    .split(sep)
    .find((name) => servedNames.has(name.toLowerCase()));
  if (served === undefined) return;
  throw new Error(
    `Configs hold credentials, and a directory named "${served}" is often served publicly. Start from the project's root directory.`,
  );
}

async function writeJson(file: string, value: unknown): Promise<void> {
  await writeFileAtomic(file, `${JSON.stringify(value, undefined, 2)}\n`, { mode: 0o600 });
}

async function textOf(file: string): Promise<string> {
  try {
    return await readFile(file, 'utf8');
  } catch (error) {
    if ((error as { code?: unknown }).code === 'ENOENT') return '';
    throw error;
  }
}

/** Parses a file's JSON. A file with invalid JSON, perhaps while someone edits it, counts as absent. */
function parse(text: string): unknown {
  try {
    return text === '' ? undefined : JSON.parse(text);
  } catch {
    return undefined;
  }
}

function digest(text: string): string {
  return createHash('sha256').update(text).digest('hex').slice(0, 32);
}

/** Runs the changes of each key one at a time, so that none reads what another is about to replace. */
function takeTurns() {
  const last = new Map<string, Promise<unknown>>();
  return <Value>(key: string, work: () => Promise<Value>): Promise<Value> => {
    const next = (last.get(key) ?? Promise.resolve()).then(work, work);
    last.set(key, next);
    return next;
  };
}
