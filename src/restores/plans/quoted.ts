const longest = 60;

/** A text of somebody else, for a sentence about it: on one line, and cut where it is long. */
export function quoted(text: string): string {
  return JSON.stringify(text.length > longest ? `${text.slice(0, longest)}…` : text);
}
