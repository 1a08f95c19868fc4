import type { Root, RootContent } from 'mdast';
import type { Fault } from './faults.ts';
import type { Page } from './page.ts';
import { guideSlots, slots } from './slots/index.ts';
import type { SlotContext } from './slots/slot.ts';

export interface FilledPage extends Page {
  /** Whole: every slot filled, still in English. */
  readonly tree: Root;
}

/** Puts what the code says into a page's slots. */
export function fillSlots(
  page: Page,
  context: Omit<SlotContext, 'words' | 'attributes'>,
  isGuide: boolean,
): FilledPage {
  const faults: Fault[] = [...page.faults];
  const used = new Set<string>();
  const refuse = (message: string, fix: string): void => {
    faults.push({ check: 'page', file: page.file, message, fix });
  };
  const children = page.tree.children.flatMap((node): RootContent[] => {
    if (node.type !== 'leafDirective') return [node];
    used.add(node.name);
    const slot = slots[node.name];
    if (slot === undefined) {
      const known = Object.keys(slots).join(', ');
      refuse(`There is no slot ::${node.name}.`, `The slots are ${known}.`);
      return [];
    }
    try {
      const words = node.children;
      return [...slot({ ...context, words, attributes: node.attributes ?? {} })];
    } catch (error) {
      refuse((error as Error).message, `Correct the line ::${node.name}.`);
      return [];
    }
  });
  for (const name of isGuide ? guideSlots : []) {
    if (!used.has(name)) refuse(`It has no ::${name}.`, `Put ::${name} where the reader wants it.`);
  }
  return { ...page, tree: { type: 'root', children }, faults };
}
