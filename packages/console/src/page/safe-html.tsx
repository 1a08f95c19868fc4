import DOMPurify from 'dompurify';
import { useMemo } from 'react';

DOMPurify.addHook('afterSanitizeAttributes', (element) => {
  // What may be wider than the page scrolls, by keyboard too.
  if (element.tagName === 'PRE' || element.tagName === 'TABLE')
    element.setAttribute('tabindex', '0');
  if (element.tagName !== 'A') return;
  const address = element.getAttribute('href') ?? '';
  // The docs site's own addresses lead nowhere here.
  if (!/^https?:/.test(address)) return element.removeAttribute('href');
  element.setAttribute('target', '_blank');
  element.setAttribute('rel', 'noreferrer');
});

/** HTML that a connector's package brings: its words and links, and nothing that acts. */
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
