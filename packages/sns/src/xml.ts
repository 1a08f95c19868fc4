/**
 * The text of the first element with this name, which has no elements inside. SNS escapes whatever it repeats, so that
 * the text of another element never looks like one.
 */
export function textOf(xml: string, element: string): string | undefined {
  return new RegExp(`<${element}>\\s*([^<]*?)\\s*</${element}>`).exec(xml)?.[1];
}
