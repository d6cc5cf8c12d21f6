const lineWidth = 110;

/** JSON with the lists that fit on one line in one, as the formatter of the project has it. */
export function renderJson(document: unknown): string {
  const text = JSON.stringify(document, null, 2);
  return `${text.replaceAll(/^(.*)\[\n([^[\]{}]+)\n *\](,?)$/gm, oneLine)}\n`;
}

function oneLine(lines: string, before: string, items: string, after: string): string {
  const line = `${before}[${items.trim().replaceAll(/\n */g, ' ')}]${after}`;
  return line.length > lineWidth ? lines : line;
}
