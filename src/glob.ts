/** A pattern ready to be matched. */
type Glob = (text: string) => boolean;

const compiled = new Map<string, Glob>();
/** More patterns than a configuration has. They are forgotten, so that reloads do not add up. */
const mostCompiled = 10_000;

/**
 * Returns true if the pattern matches the whole text; `*` stands for any text and `?` for one character. Takes time in
 * proportion to the lengths of the text and of the longest piece of the pattern between two `*`. Compiles each pattern
 * once.
 */
export function matchesGlob(pattern: string, text: string): boolean {
  let glob = compiled.get(pattern);
  if (glob === undefined) {
    if (compiled.size >= mostCompiled) compiled.clear();
    glob = compileGlob(pattern);
    compiled.set(pattern, glob);
  }
  return glob(text);
}

function compileGlob(pattern: string): Glob {
  const [first = '', ...others] = pattern.split(/\*+/);
  const last = others.pop();
  if (last === undefined) return (text) => text.length === first.length && fitsAt(first, text, 0);
  return (text) => {
    const endsAt = text.length - last.length;
    if (endsAt < first.length || !fitsAt(first, text, 0) || !fitsAt(last, text, endsAt)) return false;
    let from = first.length;
    for (const piece of others) {
      const found = indexOf(piece, text, from, endsAt);
      if (found === undefined) return false;
      from = found + piece.length;
    }
    return true;
  };
}

/** The first place at which the piece fits. No later one can be better for the pieces after it. */
function indexOf(piece: string, text: string, from: number, endsAt: number): number | undefined {
  for (let at = from; at + piece.length <= endsAt; at += 1) if (fitsAt(piece, text, at)) return at;
  return undefined;
}

function fitsAt(piece: string, text: string, at: number): boolean {
  for (let index = 0; index < piece.length; index += 1) {
    if (piece[index] !== '?' && piece[index] !== text[at + index]) return false;
  }
  return true;
}
