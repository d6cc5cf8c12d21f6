import type { ErrorCode, YAMLError } from 'yaml';

const messages = {
  ALIAS_PROPS: 'an alias (*name) takes no anchor or tag',
  BAD_ALIAS: 'a * starts an alias; put a value that starts with it in quotes, such as a cron expression',
  BAD_COLLECTION_TYPE: 'the tag does not fit the value',
  BAD_DIRECTIVE: 'unknown YAML directive',
  BAD_DQ_ESCAPE: 'invalid escape in a double-quoted text; use single quotes to keep a backslash',
  BAD_INDENT: 'wrong indentation, or a bracket or quote above is not closed',
  BAD_PROP_ORDER: 'anchors and tags stand before the value, behind the list marker',
  BAD_SCALAR_START: 'a plain value cannot start with this character; put the value in quotes',
  BLOCK_AS_IMPLICIT_KEY:
    'wrong indentation, or a second key in one line; put a value that holds a colon and a space in quotes',
  BLOCK_IN_FLOW: 'indented blocks cannot stand inside [ ] or { }',
  DUPLICATE_KEY: 'the key is set a second time',
  IMPOSSIBLE: 'invalid YAML',
  KEY_OVER_1024_CHARS: 'the key is longer than 1024 characters',
  MISSING_CHAR: 'a quote, bracket, comma, colon or space is missing',
  MULTILINE_IMPLICIT_KEY: 'expected "key: value"; is the colon, or the space after it, missing?',
  MULTIPLE_ANCHORS: 'a value takes one anchor',
  MULTIPLE_DOCS: 'a second document starts here; expected a single one, without ---',
  MULTIPLE_TAGS: 'a value takes one tag',
  NON_STRING_KEY: 'expected a plain text as key',
  RESOURCE_EXHAUSTION: 'nested too deeply',
  TAB_AS_INDENT: 'tabs cannot indent YAML; use spaces',
  TAG_RESOLVE_FAILED: 'unknown tag; quote a value that starts with !',
  UNEXPECTED_TOKEN: 'unexpected text behind the value; put the whole value in quotes',
} satisfies Record<ErrorCode, string>;

/** The parser's own texts quote the source, which may hold a secret; these do not. */
export function syntaxMessage(error: YAMLError, isAtLineStart: boolean): string {
  if (error.code === 'MISSING_CHAR')
    return missing.find(([text]) => text.test(error.message))?.[1] ?? messages.MISSING_CHAR;
  if (error.code === 'BAD_INDENT' && error.message.startsWith('All ')) return wrongColumn;
  if (error.code === 'UNEXPECTED_TOKEN' && isAtLineStart) return wrongStart;
  return messages[error.code] ?? messages.IMPOSSIBLE;
}

const wrongColumn =
  'wrong indentation: all keys of a map, and all entries of a list, start in the same column';
const wrongStart = 'wrong indentation: the line starts further left than what it belongs to';
const missing = [
  [
    /^Sequence item/,
    'wrong indentation: the line is neither a key of the list entry above it nor an entry with a -',
  ],
  [/^Implicit map keys/, messages.MULTILINE_IMPLICIT_KEY],
  [/quote/, 'the closing quote is missing'],
] as const;
