import { useCallback, useEffect, useRef, useState } from 'react';
import type { ConfigDocument } from '../functions/config-store.ts';
import type { StorageProblem } from '../functions/storage-error.ts';
import { InvalidRequest, NotStored } from './client.ts';
import type { Config, DocumentApi } from './document-api.ts';

export interface EditedConfig {
  /** Absent until it is loaded. */
  readonly config: Config | undefined;
  readonly document: ConfigDocument | undefined;
  /** The version that another window or an editor wrote while this window had unsaved changes. */
  readonly theirs: ConfigDocument | undefined;
  /** Why the latest draft could not be stored; absent if it is. */
  readonly draftProblem: StorageProblem | undefined;
  /** What failed last; absent after a success. */
  readonly failure: EditFailure | undefined;
  /** Pass a function to change the latest config. */
  readonly change: (given: Config | ((config: Config) => Config)) => void;
  /** @throws `InvalidRequest` if the config has problems */
  readonly save: () => Promise<{ readonly committed: boolean } | undefined>;
  readonly discard: () => Promise<void>;
  readonly resolve: (keep: 'mine' | 'theirs') => Promise<void>;
  /** Call it with the version on disk; a window without changes loads it. */
  readonly noticed: (version: string) => Promise<void>;
}

interface EditFailure {
  readonly work: 'save' | 'discard';
  /** Absent if the console did not respond. */
  readonly problem: StorageProblem | undefined;
}

const quietMs = 350;

/** The config that this window edits. Changes are stored as a draft on this machine. */
export function useConfig(api: DocumentApi, starter: Config): EditedConfig {
  const [config, setConfig] = useState<Config>();
  const [document, setDocument] = useState<ConfigDocument>();
  const [theirs, setTheirs] = useState<ConfigDocument>();
  const [draftProblem, setDraftProblem] = useState<StorageProblem>();
  const [failure, setFailure] = useState<EditFailure>();
  const state = useRef({ config: undefined as Config | undefined, version: '', unsaved: false });
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
  const writing = useRef<Promise<unknown>>(Promise.resolve());
  const starterRef = useRef(starter);
  useEffect(() => {
    // An untouched new config follows the user's language, also when that changes.
    const { config: shown, unsaved } = state.current;
    if (shown === starterRef.current && !unsaved) {
      state.current.config = starter;
      setConfig(starter);
    }
    starterRef.current = starter;
  }, [starter]);

  const adopt = useCallback((next: ConfigDocument) => {
    const value = (next.config ?? starterRef.current) as Config;
    state.current = { config: value, version: next.version, unsaved: false };
    setConfig(value);
    setDocument(next);
    setTheirs(undefined);
    setDraftProblem(undefined);
  }, []);

  const wrote = useCallback(
    (answer: ConfigDocument | { readonly conflict: true; readonly current: ConfigDocument }) => {
      if (!('conflict' in answer)) {
        state.current.version = answer.version;
        setDocument(answer);
        return true;
      }
      const same = JSON.stringify(answer.current.config) === JSON.stringify(state.current.config);
      if (same) adopt(answer.current);
      else setTheirs(answer.current);
      return same;
    },
    [adopt],
  );

  const writeDraft = useCallback((): Promise<unknown> => {
    clearTimeout(timer.current);
    const write = async (): Promise<void> => {
      const { config: value, version, unsaved } = state.current;
      if (!unsaved || value === undefined) return;
      state.current.unsaved = false;
      try {
        wrote(await api.writeDraft(value, version));
        setDraftProblem(undefined);
      } catch (error) {
        // The next change or poll tries again.
        state.current.unsaved = true;
        setDraftProblem(error instanceof NotStored ? error.problem : undefined);
      }
    };
    writing.current = writing.current.then(write);
    return writing.current;
  }, [api, wrote]);

  useEffect(() => {
    let gone = false;
    const load = async (): Promise<void> => {
      const loaded = await api.read();
      if (!gone) adopt(loaded);
    };
    void load();
    const leave = (): void => void writeDraft();
    window.addEventListener('pagehide', leave);
    return () => {
      gone = true;
      window.removeEventListener('pagehide', leave);
      void writeDraft();
    };
  }, [api, adopt, writeDraft]);

  const change = useCallback(
    (given: Config | ((config: Config) => Config)) => {
      const next = typeof given === 'function' ? given(state.current.config ?? {}) : given;
      if (JSON.stringify(next) === JSON.stringify(state.current.config)) return;
      state.current.config = next;
      state.current.unsaved = true;
      setConfig(next);
      clearTimeout(timer.current);
      timer.current = setTimeout(writeDraft, quietMs);
    },
    [writeDraft],
  );

  const attempt = useCallback(
    async <Value>(work: EditFailure['work'], doIt: () => Promise<Value>) => {
      setFailure(undefined);
      await writeDraft();
      try {
        return await doIt();
      } catch (error) {
        if (error instanceof InvalidRequest) throw error;
        setFailure({ work, problem: error instanceof NotStored ? error.problem : undefined });
        return undefined;
      }
    },
    [writeDraft],
  );

  const save = useCallback(() => {
    // What the user sees when they press Save; they may go on typing while the draft is written.
    const { config: value } = state.current;
    return attempt('save', async () => {
      if (value === undefined) return undefined;
      const answer = await api.save(value, state.current.version);
      if (!wrote(answer) || 'conflict' in answer) return undefined;
      // What is saved needs no draft; what was typed since needs one again.
      state.current.unsaved = state.current.config !== value;
      setDraftProblem(undefined);
      void writeDraft();
      return { committed: answer.committed === true };
    });
  }, [api, wrote, attempt, writeDraft]);

  const discard = useCallback(
    () =>
      attempt('discard', async () => {
        const { version } = state.current;
        const answer = await api.discard(version);
        adopt('conflict' in answer ? answer.current : answer);
      }),
    [api, adopt, attempt],
  );

  const resolve = useCallback(
    async (keep: 'mine' | 'theirs') => {
      if (theirs === undefined) return;
      if (keep === 'theirs') return adopt(theirs);
      state.current.version = theirs.version;
      state.current.unsaved = true;
      setTheirs(undefined);
      await writeDraft();
    },
    [theirs, adopt, writeDraft],
  );

  const noticed = useCallback(
    async (version: string): Promise<void> => {
      const { unsaved, version: known } = state.current;
      if (version === known || theirs !== undefined || known === '') return;
      await (unsaved ? writeDraft() : writing.current);
      const latest = await api.read();
      if (!state.current.unsaved && latest.version !== state.current.version) adopt(latest);
    },
    [api, adopt, theirs, writeDraft],
  );

  return {
    config,
    document,
    theirs,
    draftProblem,
    failure,
    change,
    save,
    discard,
    resolve,
    noticed,
  };
}
