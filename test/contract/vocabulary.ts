/** A pattern of writing to avoid, with a sentence that has it and one that says the same without it. */
export interface BannedPattern {
  readonly name: string;
  readonly pattern: RegExp;
  readonly example: string;
  readonly better: string;
}

/** Holds for docs, help texts and docstrings. */
export const bannedPatterns: readonly BannedPattern[] = [
  {
    name: 'a condition as a question',
    pattern:
      /(?:^|[.;] |^\d\. )(?:(?:Is|Are|Was|Were|Does|Do|Did|Should) (?:it|its|they|there|nothing|no|any|one|a|an|the|AWS)|(?:Has|Have|Had) (?:it|they|there|nothing|AWS))\b[^.?]*, [^?]*\.$/,
    example: '1. Is it down, read its last log lines.',
    better: '1. If it is down, read its last log lines.',
  },
  {
    name: 'who as a subject',
    pattern:
      /(?:^|[.:;] )Who(?:ever)? (?!started\b)|\b(?:for|than|only|let|lets|by|of|as|to|but|from|with|and|or|if|is) who(?:ever)?\b/,
    example: 'Who polls less often changes its limits.',
    better: 'If you poll less often, raise its limits.',
  },
  {
    name: 'tell',
    pattern: /\b(?:[Tt]ells?|[Tt]old|[Tt]elling)\b/,
    example: '`doctor` then tells what is missing.',
    better: 'Then run `doctor` to see which permissions are missing.',
  },
  {
    name: 'the words of AWS',
    pattern: /\bwords of AWS\b|\bAWS's (?:own )?words\b|\bin (?:its|plain) words\b/,
    example: 'The log has the words of AWS.',
    better: "The log has AWS's message.",
  },
  {
    name: 'whether as a subject',
    pattern: /(?:^|[.;] )Whether [^.]* (?:is|are|was|has) [^.]*\.$/,
    example: 'Whether the backup can be restored is not proven.',
    better: 'There is no proof that the backup can be restored.',
  },
  {
    name: 'a stilted idiom',
    pattern:
      /\btakes? amiss\b|\bcame of it\b|\bthe begin of\b|\b(?:goes|go|going) on (?:existing|costing)\b|\bcosting money\b|\bnotified of\b.*\bhas\b|\bis not proven\b/,
    example: 'The copy goes on existing and costing money.',
    better: 'The copy still exists and is still billed.',
  },
];

/** Holds for docstrings: they begin with a verb or a noun phrase. */
export const questionStart: BannedPattern = {
  name: 'a docstring that begins with a question word',
  pattern: /^(?:What|Whether|How|Those|The same|Who|Whom|Why)\b/,
  example: 'Whether the whole text fits the pattern.',
  better: 'Returns true if the pattern matches the whole text.',
};

/** Returns the sentences and table cells of a Markdown text, without code. */
export function proseOf(markdown: string): string[] {
  return markdown
    .replaceAll(/^ *```[\s\S]*?^ *```/gm, '\n\n')
    .replaceAll(/`[^`]*`/g, 'x')
    .replaceAll(/\]\([^)]*\)/g, ']')
    .split(/\n\s*\n|\n(?=\s*(?:- |\d+\. |\|))|\|/)
    .map((part) => part.replaceAll(/\s+/g, ' ').trim())
    .filter((part) => part !== '');
}

/** Returns the text of each docstring of a source file. */
export function docstringsOf(source: string): string[] {
  return [...source.matchAll(/^[ \t]*\/\*\*((?:(?!\*\/)[\s\S])*)\*\//gm)].map(([, text = '']) =>
    text
      .replaceAll(/\n[ \t]*\* ?/g, ' ')
      .replaceAll(/\s+/g, ' ')
      .trim(),
  );
}

/** Returns the text of each line comment of a source file. */
export function lineCommentsOf(source: string): string[] {
  return [...source.matchAll(/^[ \t]*\/\/ (.*)$/gm)].map(([, text = '']) => text);
}
