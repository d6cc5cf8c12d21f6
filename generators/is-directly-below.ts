/** Whether the dotted path is that of a key right below the section that the prefix names, dot included. */
export function isDirectlyBelow(path: string, prefix: string): boolean {
  return path.startsWith(prefix) && !path.slice(prefix.length).includes('.');
}
