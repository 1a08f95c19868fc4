interface Line {
  readonly node: Text;
  readonly parent: Element;
  readonly box: DOMRect;
}

/** Finds text that a reader cannot read: outside the window or a box that hides it, or over other text. */
function textFaults(): readonly string[] {
  const faults: string[] = [];
  const overflow = document.documentElement.scrollWidth - window.innerWidth;
  if (overflow > 0) faults.push(`the page is ${overflow} px too wide`);

  for (const hidden of document.querySelectorAll('[hidden=until-found]')) {
    hidden.removeAttribute('hidden');
  }
  const lines = linesOf(document.body);
  for (const line of lines) {
    const cut = cutBy(line);
    if (cut !== undefined) faults.push(`${described(line)} is cut off by ${cut}`);
  }
  for (const [above, below] of overlapping(lines)) {
    faults.push(`${described(above)} and ${described(below)} overlap`);
  }
  return faults;
}

/** Each line of text that is shown in the flow of the page. */
function linesOf(root: Element): readonly Line[] {
  const found: Line[] = [];
  const walker = document.createTreeWalker(
    root,
    NodeFilter.SHOW_ELEMENT | NodeFilter.SHOW_TEXT,
    (node) => {
      if (node.nodeType === Node.TEXT_NODE) return NodeFilter.FILTER_ACCEPT;
      const style = getComputedStyle(node as Element);
      const isGone =
        style.display === 'none' || style.visibility === 'hidden' || style.clipPath !== 'none';
      const isFixed = style.position === 'fixed';
      return isGone || isFixed || style.opacity === '0'
        ? NodeFilter.FILTER_REJECT
        : NodeFilter.FILTER_SKIP;
    },
  );
  while (walker.nextNode()) {
    const node = walker.currentNode as Text;
    const parent = node.parentElement;
    if (
      parent === null ||
      node.data.trim() === '' ||
      ['OPTION', 'SCRIPT', 'STYLE'].includes(parent.nodeName)
    )
      continue;
    const range = document.createRange();
    range.selectNodeContents(node);
    for (const box of range.getClientRects()) if (box.width > 1) found.push({ node, parent, box });
  }
  return found;
}

/** What hides a part of a line, unless the reader can scroll to it. */
function cutBy({ parent, box }: Line): string | undefined {
  for (let element: Element | null = parent; element !== null; element = element.parentElement) {
    const { overflowX } = getComputedStyle(element);
    if (overflowX === 'visible' || element === document.body) continue;
    const edge = element.getBoundingClientRect();
    if (overflowX !== 'auto' && overflowX !== 'scroll') {
      if (box.right > edge.right + 1 || box.left < edge.left - 1)
        return element.className || element.localName;
      continue;
    }
    // Code is not scrolled to be read.
    const isScrolled = element.scrollWidth > element.clientWidth + 1;
    return isScrolled && element.closest('pre') !== null ? 'a block of code' : undefined;
  }
  return box.right > window.innerWidth + 1 || box.left < -1 ? 'the window' : undefined;
}

/** Lines of different text of which more than a third covers each other. Sorted, so that few are compared. */
function overlapping(all: readonly Line[]): readonly (readonly [Line, Line])[] {
  const sorted = all.toSorted((a, b) => a.box.top - b.box.top);
  return sorted.flatMap((line, index) => {
    const pairs: (readonly [Line, Line])[] = [];
    for (const other of sorted.slice(index + 1)) {
      if (other.box.top >= line.box.bottom) break;
      if (other.node === line.node) continue;
      const height = Math.min(line.box.bottom, other.box.bottom) - other.box.top;
      const width =
        Math.min(line.box.right, other.box.right) - Math.max(line.box.left, other.box.left);
      if (width > 2 && height > Math.min(line.box.height, other.box.height) / 3)
        pairs.push([line, other]);
    }
    return pairs;
  });
}

function described({ node, parent }: Line): string {
  return `“${node.data.trim().slice(0, 40)}” in <${parent.localName} class="${parent.className}">`;
}

const functions = [textFaults, linesOf, cutBy, overlapping, described];

/** What a browser evaluates to find the faults of its page. */
export const textFaultsScript = `(() => { ${functions.map(String).join('\n')}; return textFaults(); })()`;
