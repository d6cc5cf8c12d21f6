export interface Statement {
  readonly Sid: string;
  readonly Effect: 'Allow';
  readonly Principal?: { readonly AWS: string };
  readonly Action: readonly string[];
  readonly Resource?: string | readonly string[];
  readonly Condition?: { readonly StringEquals: Readonly<Record<string, string>> };
}

/** A policy of AWS IAM. */
export interface PolicyDocument {
  readonly Version: '2012-10-17';
  readonly Statement: readonly Statement[];
}

export function policyDocument(statements: readonly Statement[]): PolicyDocument {
  return { Version: '2012-10-17', Statement: statements };
}

/** JSON with short lists on one line, as the formatter of the project has it. */
export function renderPolicy(document: PolicyDocument): string {
  const text = JSON.stringify(document, null, 2);
  return `${text.replaceAll(/^(.*)\[\n([^[\]{}]+)\n *\](,?)$/gm, oneLine)}\n`;
}

const lineWidth = 110;

function oneLine(lines: string, before: string, items: string, after: string): string {
  const line = `${before}[${items.trim().replaceAll(/\n */g, ' ')}]${after}`;
  return line.length > lineWidth ? lines : line;
}
