/** Formats inline code for a table cell. */
export function code(text: string): string {
  return `\`${cell(text)}\``;
}

/** Formats text for a table cell. */
export function cell(text: string): string {
  return text.replaceAll('|', '\\|');
}

export function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  return [line(head), line(head.map(() => '---')), ...rows.map(line)].join('\n');
}

function line(cells: readonly string[]): string {
  return `| ${cells.join(' | ')} |`;
}
