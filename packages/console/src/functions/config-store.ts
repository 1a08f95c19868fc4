import { createHash } from 'node:crypto';
import { mkdir, readFile, rm } from 'node:fs/promises';
import { join, relative, resolve, sep } from 'node:path';
import envPaths from 'env-paths';
import { ConsoleError } from './console-error.ts';
import { type ReleaseLock, takeFileLock } from './file-lock.ts';
import { regularFile } from './regular-file.ts';
import { removeCopies, replaceFile } from './replace-file.ts';
import { storageErrorOf, storageProblemOf, type StorageProblem } from './storage-error.ts';

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
  /** Why the file can be neither read nor saved; absent if it can. */
  readonly problem?: StorageProblem | undefined;
  /** A draft that remains although its config is saved: it could not be deleted. */
  readonly draftLeft?: string | undefined;
}

/** Another writer was first; `current` is what it wrote. */
interface Conflict {
  readonly conflict: true;
  readonly current: ConfigDocument;
}

/** @throws `StorageError` if a change cannot be stored; what was stored before is kept */
export interface ConfigStore {
  readonly read: (id: string) => Promise<ConfigDocument>;
  /** Stores a draft outside the project. Returns a conflict if `version` is not the current one. */
  readonly writeDraft: (
    id: string,
    config: unknown,
    version: string,
  ) => Promise<ConfigDocument | Conflict>;
  /**
   * Writes the config file. A draft with the same config is deleted; another one, written while the user pressed Save, is
   * kept. Returns a conflict if `version` is not the current one.
   */
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
  /** The file name of a document. Default: that of a connector's config. */
  readonly fileOf?: ((id: string) => string) | undefined;
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
 * Stores configs and drafts in files that only their owner can read. A crash or a full disk leaves the old file or the
 * new one, and of several consoles that save the same version, one succeeds. Drafts are stored outside the project, so
 * that the credentials of an unfinished config are not committed.
 */
export function openConfigStore({
  directory,
  draftDirectory,
  fileOf: nameOf = configFile,
}: ConfigStoreOptions): ConfigStore {
  refuseServed(directory);
  const drafts =
    draftDirectory ?? join(envPaths('sms-connectors').data, 'drafts', digest(resolve(directory)));
  const fileOf = (id: string) => join(directory, nameOf(id));
  const draftOf = (id: string) => join(drafts, `${id}.json`);
  const turn = takeTurns();

  const read = async (id: string): Promise<ConfigDocument> => {
    const [drafted, file] = await Promise.all([contentOf(draftOf(id)), contentOf(fileOf(id))]);
    const draft = parse(drafted.text) as Draft | undefined;
    const saved = parse(file.text);
    const isSaved = draft !== undefined && isSame(draft.config, saved);
    return {
      config: draft?.config ?? saved,
      origin: draft !== undefined && !isSaved ? 'draft' : saved !== undefined ? 'saved' : 'none',
      version: digest([drafted.text, file.text, file.problem ?? ''].join('\0')),
      file: relative(directory, fileOf(id)),
      ...(file.writtenAt !== undefined && { savedAt: file.writtenAt }),
      fileChanged: draft !== undefined && !isSaved && draft.basedOn !== digest(file.text),
      ...(file.problem !== undefined && { problem: file.problem }),
      ...(isSaved && { draftLeft: draftOf(id) }),
    };
  };

  const lockFile = (id: string) => takeFileLock(`${fileOf(id)}.lock`);
  const lockDraft = async (id: string) => {
    await mkdir(drafts, { recursive: true, mode: 0o700 });
    return takeFileLock(`${draftOf(id)}.lock`);
  };

  const removeDraft = async (id: string): Promise<void> => {
    await removeCopies(draftOf(id));
    await rm(draftOf(id), { force: true });
  };

  const draftIn = async (id: string) =>
    parse((await contentOf(draftOf(id))).text) as Draft | undefined;

  const storeDraft = async (id: string, draft: Draft): Promise<void> => {
    await removeCopies(draftOf(id));
    await replaceFile(draftOf(id), jsonText(draft));
  };

  const change = (
    id: string,
    version: string,
    locks: readonly ((id: string) => Promise<ReleaseLock>)[],
    write: () => Promise<void>,
  ) =>
    turn(id, async () => {
      const releases: ReleaseLock[] = [];
      try {
        for (const take of locks) releases.unshift(await take(id));
        const current = await read(id);
        if (current.version !== version) return { conflict: true as const, current };
        await write();
        return await read(id);
      } catch (error) {
        throw storageErrorOf(error);
      } finally {
        for (const release of releases) await release();
      }
    });

  return {
    read,
    writeDraft: (id, config, version) =>
      change(id, version, [lockDraft], async () => {
        const { text } = await contentOf(fileOf(id));
        // A draft that equals the file would only be another place for credentials.
        if (isSame(config, parse(text))) return removeDraft(id);
        const before = await draftIn(id);
        await storeDraft(id, { config, basedOn: before?.basedOn ?? digest(text) });
      }),
    save: (id, config, version) =>
      change(
        id,
        version,
        // If there can be no lock, no console can write a draft either.
        [lockFile, (each) => lockDraft(each).catch(() => async () => undefined)],
        async () => {
          const { target: file } = await regularFile(fileOf(id));
          const text = jsonText(config);
          await removeCopies(file);
          await replaceFile(file, text);
          const draft = await draftIn(id);
          const isOther = draft !== undefined && !isSame(draft.config, config);
          const rest = isOther
            ? storeDraft(id, { config: draft.config, basedOn: digest(text) })
            : removeDraft(id);
          // `read` says so if a draft remains.
          await rest.catch(() => undefined);
        },
      ),
    discardDraft: (id, version) => change(id, version, [lockDraft], () => removeDraft(id)),
  };
}

// Directories that web servers and site builders commonly serve as they are.
const servedNames = new Set(['public', 'public_html', 'static', 'www', 'wwwroot', 'htdocs']);

function refuseServed(directory: string): void {
  const served = resolve(directory)
    .split(sep)
    .find((name) => servedNames.has(name.toLowerCase()));
  if (served === undefined) return;
  throw new ConsoleError(
    `Configs hold credentials, and a directory named "${served}" is often served publicly. Start from the project's root directory.`,
  );
}

function jsonText(value: unknown): string {
  return `${JSON.stringify(value, undefined, 2)}\n`;
}

interface Content {
  /** Empty if there is no file, or if it cannot be read. */
  readonly text: string;
  readonly writtenAt?: string;
  readonly problem?: StorageProblem;
}

async function contentOf(file: string): Promise<Content> {
  try {
    const { target, writtenAt } = await regularFile(file);
    if (writtenAt === undefined) return { text: '' };
    return { text: await readFile(target, 'utf8'), writtenAt };
  } catch (error) {
    return { text: '', problem: storageProblemOf(error) };
  }
}

function isSame(config: unknown, other: unknown): boolean {
  return other !== undefined && JSON.stringify(config) === JSON.stringify(other);
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
