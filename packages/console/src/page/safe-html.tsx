import DOMPurify from 'dompurify';
import { useMemo } from 'react';

DOMPurify.addHook('afterSanitizeAttributes', (element) => {
  // Wide elements scroll by themselves, also by keyboard.
  if (element.tagName === 'PRE' || element.tagName === 'TABLE')
    element.setAttribute('tabindex', '0');
  if (element.tagName !== 'A') return;
  const address = element.getAttribute('href') ?? '';
  // The console has no pages at the docs site's addresses.
  if (!/^https?:/.test(address)) return element.removeAttribute('href');
  element.setAttribute('target', '_blank');
  element.setAttribute('rel', 'noreferrer');
});

/** Renders HTML from a connector's package: text and links, but nothing that executes. */
export function SafeHtml({
  html,
  inline = false,
}: {
  readonly html: string;
  readonly inline?: boolean;
}) {
  const clean = useMemo(
    () => ({
      __html: DOMPurify.sanitize(html, {
        FORBID_TAGS: ['style', 'form', 'input', 'button', 'img'],
        FORBID_ATTR: ['style', 'id'],
      }),
    }),
    [html],
  );
  return inline ? (
    <span dangerouslySetInnerHTML={clean} />
  ) : (
    <div dangerouslySetInnerHTML={clean} />
  );
}
