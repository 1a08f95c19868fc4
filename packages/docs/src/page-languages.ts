import { hasTranslations, translationIn } from './catalogue.ts';
import type { FilledPage } from './fill-slots.ts';
import type { PageFolder, Project } from './project.ts';
import { pageSentences } from './translation-notice.ts';

/** The languages of a page's own files: those declared complete, and those in which something is translated. */
export function pageLanguages(
  project: Project,
  { folder, package: owner }: PageFolder,
  page: FilledPage,
): readonly string[] {
  if (owner !== undefined) {
    return project.locales.filter((locale) => hasGuide(project, folder, locale));
  }
  const sentences = pageSentences(page);
  return project.locales.filter((locale) => {
    const catalogue = project.readCatalogue(folder, locale);
    const isTranslated = ({ msgid }: { readonly msgid: string }) =>
      translationIn(catalogue, msgid) !== undefined;
    return isAlwaysWritten(project, locale) || sentences.some(isTranslated);
  });
}

/** Whether a package's guide is written in a language. */
export function hasGuide(project: Project, folder: string, locale: string): boolean {
  return isAlwaysWritten(project, locale) || hasTranslations(project.readCatalogue(folder, locale));
}

function isAlwaysWritten({ completeLocales = [] }: Project, locale: string): boolean {
  return locale === 'en' || completeLocales.includes(locale);
}
