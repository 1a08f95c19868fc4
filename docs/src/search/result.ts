/** What Pagefind knows of a section that it found. */
export interface FoundSection {
  readonly url: string;
  /** HTML, with a mark around each word that was searched for. */
  readonly excerpt: string;
  readonly meta: Readonly<Record<string, string>>;
}

/** A result: the section, where it is, and the text around the words. The classes `pf-` are Pagefind’s. */
export function resultOf({ url, excerpt, meta }: FoundSection): HTMLElement {
  const link = element('a', 'pf-result-link', [meta['title'] ?? '']);
  link.href = url;
  const parts = [element('p', 'pf-result-title', [link])];
  const { trail } = meta;
  if (trail !== undefined) parts.push(element('p', 'found-trail', [trail]));
  const text = element('p', 'found-excerpt', []);
  text.innerHTML = withoutLooseStart(excerpt);
  parts.push(text);
  const content = element('div', 'pf-result-content', parts);
  return element('li', 'pf-result', [element('div', 'pf-result-card', [content])]);
}

/** An excerpt can begin between two words, with what separates them. */
export function withoutLooseStart(excerpt: string): string {
  return excerpt.replace(/^[\s·:;,.!?)›»]+/u, '');
}

function element<Name extends keyof HTMLElementTagNameMap>(
  name: Name,
  className: string,
  children: readonly (Node | string)[],
): HTMLElementTagNameMap[Name] {
  const made = document.createElement(name);
  made.className = className;
  made.append(...children);
  return made;
}
