import { ranking } from './ranking.ts';
import { type FoundSection, resultOf } from './result.ts';

interface SearchDialog extends HTMLElement {
  readonly open: () => void;
}

interface SearchResults extends HTMLElement {
  resultTemplate: (found: FoundSection) => HTMLElement;
}

interface PagefindComponents {
  readonly configureInstance: (name: string, options: object) => void;
}

declare global {
  interface Window {
    readonly PagefindComponents: PagefindComponents;
  }
}

/** Loads Pagefind’s dialog the first time, and opens it. */
export async function openDialog(bundle: string, words: string): Promise<void> {
  await loadPagefind(bundle);
  await customElements.whenDefined('pagefind-modal');
  const dialog = document.querySelector<SearchDialog>('pagefind-modal');
  const results = dialog?.querySelector<SearchResults>('pagefind-results');
  if (results) results.resultTemplate = resultOf;
  dialog?.open();
  const input = dialog?.querySelector('input');
  if (words === '' || !input) return;
  input.value = words;
  input.dispatchEvent(new Event('input', { bubbles: true }));
}

async function loadPagefind(bundle: string): Promise<void> {
  if (document.querySelector('link[data-search]') === null) {
    const link = document.createElement('link');
    link.rel = 'stylesheet';
    link.href = `${bundle}pagefind-component-ui.css`;
    link.dataset['search'] = '';
    const loaded = Promise.withResolvers<unknown>();
    link.addEventListener('load', loaded.resolve);
    link.addEventListener('error', loaded.resolve);
    document.head.append(link);
    await loaded.promise;
  }
  await import(/* webpackIgnore: true */ `${bundle}pagefind-component-ui.js`);
  window.PagefindComponents.configureInstance('default', { ranking });
}
