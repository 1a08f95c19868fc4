import {
  cpSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import {
  type CheckOptions,
  checkProject,
  type Fault,
  type Findings,
  readProject,
  syncCatalogues,
  type SyncOptions,
  writeProject,
} from '@sms-connectors/docs';
import { onTestFinished, vi } from 'vitest';

// Real folders and imports: slow if other tests run at the same time.
vi.setConfig({ testTimeout: 30_000 });

/** A repository on disk, outside this workspace, with one connector. */
export interface AcmeProject {
  readonly root: string;
  readonly read: (file: string) => string;
  readonly write: (file: string, content: string) => void;
  readonly remove: (file: string) => void;
  /** Replaces text in a file; fails if the file does not contain it. */
  readonly edit: (file: string, from: string, to: string) => void;
  /** Checks as before a release. */
  readonly check: () => Promise<readonly Fault[]>;
  readonly findings: (options?: CheckOptions) => Promise<Findings>;
  readonly generate: (site?: string) => Promise<ReturnType<typeof writeProject>>;
  readonly sync: (options?: SyncOptions) => Promise<ReturnType<typeof syncCatalogues>>;
}

const packages = path.resolve(import.meta.dirname, '../..');

/** Makes a fresh copy of the fixture; `prepare` edits it before its files are generated. */
export async function acmeProject(
  prepare: (project: AcmeProject) => void = () => {},
): Promise<AcmeProject> {
  const root = mkdtempSync(path.join(tmpdir(), 'acme-'));
  onTestFinished(() => rmSync(root, { recursive: true }));
  cpSync(path.join(import.meta.dirname, 'fixture'), root, { recursive: true });
  mkdirSync(path.join(root, 'node_modules/@sms-connectors'), { recursive: true });
  symlinkSync(path.join(packages, 'core'), path.join(root, 'node_modules/@sms-connectors/core'));

  const at = (file: string): string => path.join(root, file);
  const read = (file: string): string => readFileSync(at(file), 'utf8');
  const write = (file: string, content: string): void => {
    mkdirSync(path.dirname(at(file)), { recursive: true });
    writeFileSync(at(file), content);
  };
  const project: AcmeProject = {
    root,
    read,
    write,
    remove: (file) => rmSync(at(file)),
    edit: (file, from, to) => {
      const before = read(file);
      if (!before.includes(from)) throw new Error(`${file} does not contain ${from}`);
      write(file, before.replaceAll(from, to));
    },
    check: async () => checkProject(await readProject(root), { strict: true }).faults,
    findings: async (options) => checkProject(await readProject(root), options),
    generate: async (site) => writeProject(await readProject(root), { site }),
    sync: async (options) => syncCatalogues(await readProject(root), options),
  };
  prepare(project);
  await project.generate();
  return project;
}
