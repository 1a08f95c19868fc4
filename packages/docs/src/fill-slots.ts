import type { Root, RootContent } from 'mdast';
import type { Fault } from './faults.ts';
import type { Page } from './page.ts';
import { guideSlots, slots } from './slots/index.ts';
import type { SlotContext } from './slots/slot.ts';

export interface FilledPage extends Page {
  /** The page with every slot filled, in English. */
  readonly tree: Root;
}

/** Fills a page's slots with facts from the code. */
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
      refuse(`Unknown slot ::${node.name}.`, `The slots are ${known}.`);
      return [];
    }
    try {
      const words = node.children;
      return [...slot({ ...context, words, attributes: node.attributes ?? {} })];
    } catch (error) {
      refuse((error as Error).message, `Fix the line ::${node.name}.`);
      return [];
    }
  });
  for (const name of isGuide ? guideSlots : []) {
    if (!used.has(name)) refuse(`The page has no ::${name}.`, `Add a line ::${name}.`);
  }
  return { ...page, tree: { type: 'root', children }, faults };
}
