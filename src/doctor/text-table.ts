export interface Column {
  readonly head: string;
  readonly align: 'left' | 'right';
}

/** Lines with aligned columns, two spaces apart. */
export function textTable(columns: readonly Column[], rows: readonly (readonly string[])[]): string {
  const lines = [columns.map(({ head }) => head), ...rows];
  const widths = columns.map((_, index) => Math.max(...lines.map((line) => line[index]?.length ?? 0)));
  const padded = (cell: string, index: number) => {
    const width = widths[index] ?? 0;
    return columns[index]?.align === 'right' ? cell.padStart(width) : cell.padEnd(width);
  };
  return lines.map((line) => `${line.map(padded).join('  ').trimEnd()}\n`).join('');
}
