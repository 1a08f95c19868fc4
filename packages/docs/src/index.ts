export { buildFolder, type BuiltFolder } from './build.ts';
export type { CapabilityFacet, FacetValue } from './capability-facets.ts';
export { runCommand as runDocsCommand } from './command-line.ts';
export type { ConnectorFacts } from './connector.ts';
export type { CheckName, Fault, Gap } from './faults.ts';
export { sitePages, type Written } from './files.ts';
export type { InterfaceFolder } from './interface-sentences.ts';
export type { Rewording } from './keep-translations.ts';
export type { Output, Target } from './outputs.ts';
export { type PlainWords, plainWordsIn } from './plain-words.ts';
export {
  type PackagedConnector,
  type PageFolder,
  type Project,
  readProject,
  type ReadOptions,
} from './project.ts';
export {
  buildAll,
  type CheckOptions,
  checkProject,
  type Findings,
  type WriteOptions,
  writeProject,
} from './run.ts';
export { syncCatalogues, type SyncedCatalogue, type SyncOptions } from './sync.ts';
