import { createHash } from 'node:crypto';
import { mkdir, readFile, rm, stat } from 'node:fs/promises';
import { join, relative, resolve, sep } from 'node:path';
import envPaths from 'env-paths';
import writeFileAtomic from 'write-file-atomic';

/** A connector's config as it stands: what is being written, or else what is saved, or else nothing. */
export interface ConfigDocument {
  readonly config?: unknown;
  readonly origin: 'draft' | 'saved' | 'none';
  /** Changes whenever the draft or the file does. */
  readonly version: string;
  /** Where Save writes, from the project's directory. */
  readonly file: string;
  /** When the file was written last, as ISO 8601; absent where there is none. */
  readonly savedAt?: string | undefined;
  /** The file was changed after this draft was begun. */
  readonly fileChanged: boolean;
}

/** Somebody else wrote first; `current` is what they wrote. */
interface Conflict {
  readonly conflict: true;
  readonly current: ConfigDocument;
}

export interface ConfigStore {
  readonly read: (id: string) => Promise<ConfigDocument>;
  /** Keeps what is being written, outside the project. Refused where `version` is not the present one. */
  readonly writeDraft: (
    id: string,
    config: unknown,
    version: string,
  ) => Promise<ConfigDocument | Conflict>;
  /** Writes the config file and forgets the draft. Refused where `version` is not the present one. */
  readonly save: (
    id: string,
    config: unknown,
    version: string,
  ) => Promise<ConfigDocument | Conflict>;
  /** Goes back to what is saved. */
  readonly discardDraft: (id: string, version: string) => Promise<ConfigDocument | Conflict>;
}

export interface ConfigStoreOptions {
  /** The project's directory. */
  readonly directory: string;
  /** Where drafts are kept; a directory of the user's own where absent. */
  readonly draftDirectory?: string | undefined;
}

interface Draft {
  readonly config: unknown;
  /** The digest of the file that the draft was begun from. */
  readonly basedOn: string;
}

/** The file that holds a connector's config. */
export function configFile(id: string): string {
  return `sms-connectors.${id}.json`;
}

/**
 * Configs and drafts in files that only their owner reads. Files are replaced whole, so that a crash
 * leaves the old one or the new one; drafts live outside the project, so that no credential of an
 * unfinished config is committed with it.
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

// What web servers and site builders commonly hand out as it is.
const servedNames = new Set(['public', 'public_html', 'static', 'www', 'wwwroot', 'htdocs']);

function refuseServed(directory: string): void {
  const served = resolve(directory)
    .split(sep)
    .find((name) => servedNames.has(name.toLowerCase()));
  if (served === undefined) return;
  throw new Error(
    `Configs hold credentials, and a directory named "${served}" is commonly served to everybody. Start from the project's own directory.`,
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

/** A file's JSON; a file that somebody is in the middle of writing by hand counts as absent. */
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

/** One change after the other for each key, so that none reads what another is about to replace. */
function takeTurns() {
  const last = new Map<string, Promise<unknown>>();
  return <Value>(key: string, work: () => Promise<Value>): Promise<Value> => {
    const next = (last.get(key) ?? Promise.resolve()).then(work, work);
    last.set(key, next);
    return next;
  };
}
