import { expect } from 'vitest';
import type { Page } from '../../../test/browser/open-browser.ts';

/** Fails if a text is cut off or covers another one, or if the page scrolls sideways. */
export async function expectReadable(page: Page): Promise<void> {
  // A page that was just resized takes a moment to follow.
  await expect.poll(() => page.evaluate(unreadable)).toEqual([]);
}

/** Runs in the page. */
function unreadable(): readonly string[] {
  const root = document.documentElement;
  const faults: string[] = [];
  if (root.scrollWidth > root.clientWidth) {
    faults.push(`the page is ${root.scrollWidth - root.clientWidth} px too wide`);
  }
  const seen: { words: string; box: DOMRect; parent: Element; layer: Element | null }[] = [];
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  while (walker.nextNode() !== null) {
    const { parentElement: parent, textContent } = walker.currentNode;
    const words = textContent?.trim() ?? '';
    if (words === '' || parent === null) continue;
    if (!parent.checkVisibility({ visibilityProperty: true, opacityProperty: true })) continue;
    const range = document.createRange();
    range.selectNodeContents(walker.currentNode);
    const boxes = [...range.getClientRects()].filter(({ width, height }) => width * height > 0);
    let layer: Element | null = null;
    let isHidden = false;
    let canScroll = false;
    for (let around: Element | null = parent; around !== null; around = around.parentElement) {
      const { overflowX, overflowY, position, clipPath, clip } = getComputedStyle(around);
      // For screen readers alone.
      if (clipPath === 'inset(50%)' || clip === 'rect(0px, 0px, 0px, 0px)') isHidden = true;
      if (position === 'sticky' || position === 'fixed') layer ??= around;
      if ([overflowX, overflowY].some((way) => way === 'auto' || way === 'scroll'))
        canScroll = true;
      const edge = around.getBoundingClientRect();
      const cuts =
        !canScroll && [overflowX, overflowY].some((way) => way === 'hidden' || way === 'clip');
      const isCut = boxes.some(
        ({ left, right, top, bottom }) =>
          left < edge.left - 1 ||
          right > edge.right + 1 ||
          top < edge.top - 3 ||
          bottom > edge.bottom + 3,
      );
      if (cuts && isCut && !isHidden) faults.push(`cut off: ${words.slice(0, 60)}`);
    }
    if (isHidden || canScroll) continue;
    for (const box of boxes) seen.push({ words, box, parent, layer });
  }
  for (const [index, one] of seen.entries()) {
    for (const other of seen.slice(index + 1)) {
      if (one.layer !== other.layer || one.parent === other.parent) continue;
      const across =
        Math.min(one.box.right, other.box.right) - Math.max(one.box.left, other.box.left);
      const down =
        Math.min(one.box.bottom, other.box.bottom) - Math.max(one.box.top, other.box.top);
      if (across > 2 && down > 4) {
        faults.push(`“${one.words.slice(0, 40)}” covers “${other.words.slice(0, 40)}”`);
      }
    }
  }
  return faults;
}
