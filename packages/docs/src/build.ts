import type { Wanted } from './catalogue.ts';
import { folderTasks } from './catalogue-tasks.ts';
import { checkCatalogues } from './checks/catalogue-faults.ts';
import { pageFaults } from './checks/page-faults.ts';
import type { Fault, Gap } from './faults.ts';
import { type FilledPage, fillSlots } from './fill-slots.ts';
import { guideValues, type IncludingConnector, includeSections } from './include-sections.ts';
import type { Output } from './outputs.ts';
import { readPage } from './page.ts';
import type { PageFolder, Project } from './project.ts';
import { guideSchemaOutput } from './guide-schema.ts';
import { renderEndUserTexts } from './render-end-user-texts.ts';
import { pageRenderer } from './render-page.ts';
import { sentencesOf, tongueOf, wantedOf } from './sentences.ts';

/** The result for one folder of pages. It does not depend on the pages of other folders. */
export interface BuiltFolder {
  readonly folder: PageFolder;
  readonly outputs: readonly Output[];
  readonly faults: readonly Fault[];
  /** What is not translated. */
  readonly gaps: readonly Gap[];
  /** The sentences that the folder's catalogues translate, in order. */
  readonly wanted: readonly Wanted[];
}

/** Reads a folder's pages, fills their slots with facts from the code, and renders every language. */
export function buildFolder(whole: Project, folder: PageFolder): BuiltFolder {
  const project = { ...whole, readCatalogue: readOnce(whole.readCatalogue) };
  const pages = folder.pages.flatMap((file) => readFilled(project, folder, file));
  const wanted = wantedOf(project, folder, sentencesOf(folder, pages));
  const tasks = folderTasks(project, folder.folder, wanted);
  const checked = checkCatalogues(project, tasks);
  const renderers = pages.map((page) => pageRenderer(project, folder, page));
  const tongues = project.locales.map((locale) => tongueOf(project, folder, locale));
  const outputs = [
    ...tongues.flatMap((tongue) => renderers.flatMap((render) => render(tongue))),
    ...renderEndUserTexts(project, folder, tongues),
    ...guideSchemaOutput(folder),
  ];
  const missing = folder.pages.filter((file) => !pages.some((page) => page.file === file));
  const faults = [
    ...missing.map(withoutGuide),
    ...(folder.connector?.faults ?? []),
    ...[...(folder.schemas?.values() ?? [])].flatMap((schema) => schema.faults),
    ...pages.flatMap((page) => [...page.faults, ...pageFaults(project, folder, page)]),
    ...checked.faults,
  ];
  return { folder, outputs, faults, gaps: checked.gaps, wanted };
}

/** Caches the catalogues: each is needed for every sentence but read once per folder. */
function readOnce(read: Project['readCatalogue']): Project['readCatalogue'] {
  const known = new Map<string, ReturnType<typeof read>>();
  return (folder, locale) => {
    const key = `${folder} ${locale}`;
    if (!known.has(key)) known.set(key, read(folder, locale));
    return known.get(key);
  };
}

function readFilled(project: Project, folder: PageFolder, file: string): FilledPage[] {
  const source = sourceOf(project, file);
  if (source === undefined) return [];
  const connector = () => {
    if (folder.connector !== undefined) return folder.connector;
    throw new Error(
      'This page does not belong to a connector, so it cannot show a connector’s facts.',
    );
  };
  const schema = (name: string) => {
    const facts = folder.schemas?.get(name);
    if (facts !== undefined) return facts;
    throw new Error(`The package of this page exports no schema ${name}.`);
  };
  const { connectors, readFile } = project;
  const isGuide = folder.connector !== undefined;
  const including = includingConnector(folder);
  const included = includeSections(source, file, including);
  const page = readPage(included.source, file, including && guideValues(including));
  const faults = [...included.faults, ...page.faults];
  return [fillSlots({ ...page, faults }, { connector, schema, connectors, readFile }, isGuide)];
}

function includingConnector({
  connector,
  package: owner,
}: PageFolder): IncludingConnector | undefined {
  if (connector === undefined || owner === undefined) return undefined;
  const { id, name } = connector.manifest;
  return { id, name, packageName: owner.name };
}

function sourceOf(project: Project, file: string): string | undefined {
  try {
    return project.readFile(file);
  } catch {
    return undefined;
  }
}

function withoutGuide(file: string): Fault {
  return {
    check: 'page',
    file,
    message: 'The connector has no guide/guide.md.',
    fix: 'Write one; use another connector’s guide as an example.',
  };
}
