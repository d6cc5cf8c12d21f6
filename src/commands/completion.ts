/** A command as its completion needs it. */
export interface CompletedCommand {
  readonly name: string;
  readonly description: string;
  readonly flags: readonly CompletedFlag[];
  /** The arguments of the command: file names, or one of these. */
  readonly operands: 'files' | readonly string[];
}

export interface CompletedFlag {
  /** As in `--log.level`. */
  readonly name: string;
  readonly description: string;
  /** The value of the flag: none, any text, a file name, or one of these. */
  readonly takes: 'nothing' | 'anything' | 'files' | readonly string[];
}

export const shells = ['bash', 'zsh', 'fish'] as const;
export type Shell = (typeof shells)[number];

/** The script that makes a shell complete the commands and flags of the program. */
export function completionScript(
  shell: Shell,
  program: string,
  commands: readonly CompletedCommand[],
): string {
  return { bash: bashScript, zsh: zshScript, fish: fishScript }[shell](program, commands);
}

function bashScript(program: string, commands: readonly CompletedCommand[]): string {
  const name = functionName(program);
  const cases = commands.map(({ name: command, flags, operands }) => {
    const words = [...flags.map((flag) => flag.name), ...(operands === 'files' ? [] : operands)];
    const files = operands === 'files' ? ' -f' : '';
    return `    ${command}) COMPREPLY=($(compgen${files} -W ${quoted(words.join(' '))} -- "$word")) ;;\n`;
  });
  const root = [
    ...commands.map((command) => command.name),
    ...globalFlags(commands).map((flag) => flag.name),
  ];
  return `# ${program} completion for bash
${name}() {
  local word="\${COMP_WORDS[COMP_CWORD]}" before="\${COMP_WORDS[COMP_CWORD - 1]}" command="" each
  case "$before" in
${bashValues(commands)}  esac
  for each in "\${COMP_WORDS[@]:1:COMP_CWORD - 1}"; do
    case "$each" in ${commands.map((command) => command.name).join(' | ')}) command="$each"; break ;; esac
  done
  case "$command" in
${cases.join('')}    *) COMPREPLY=($(compgen -W ${quoted(root.join(' '))} -- "$word")) ;;
  esac
}
complete -o filenames -F ${name} ${program}
`;
}

function bashValues(commands: readonly CompletedCommand[]): string {
  return flagsOf(commands)
    .map(({ name, takes }) => {
      if (takes === 'nothing') return '';
      if (takes === 'anything') return `    ${name}) COMPREPLY=(); return ;;\n`;
      const values = takes === 'files' ? '-f' : `-W ${quoted(takes.join(' '))}`;
      return `    ${name}) COMPREPLY=($(compgen ${values} -- "$word")); return ;;\n`;
    })
    .join('');
}

function zshScript(program: string, commands: readonly CompletedCommand[]): string {
  const name = functionName(program);
  const described = commands.map((command) => `    ${quoted(`${command.name}:${command.description}`)}\n`);
  const cases = commands.map(({ name: command, flags, operands }) => {
    const values = operands === 'files' ? '_files' : `(${operands.join(' ')})`;
    const rest = operands === 'files' || operands.length > 0 ? [quoted(`*:argument:${values}`)] : [];
    return `    ${command}) _arguments ${[...flags.map(zshFlag), ...rest].join(' ')} ;;\n`;
  });
  return `#compdef ${program}
# ${program} completion for zsh
${name}() {
  local -a commands
  commands=(
${described.join('')}  )
  local line state
  _arguments -C ${globalFlags(commands).map(zshFlag).join(' ')} '1: :->command' '*:: :->arguments'
  case $state in
    command) _describe command commands ;;
    arguments) case $line[1] in
${cases.join('')}    esac ;;
  esac
}
if [ "$funcstack[1]" = "${name}" ]; then ${name} "$@"; else compdef ${name} ${program}; fi
`;
}

function zshFlag({ name, description, takes }: CompletedFlag): string {
  const text = description.replaceAll(/[[\]:]/g, (mark) => `\\${mark}`);
  const values =
    typeof takes === 'string'
      ? { nothing: '', anything: ':value: ', files: ':file:_files' }[takes]
      : `:value:(${takes.join(' ')})`;
  return quoted(`${name}[${text}]${values}`);
}

function fishScript(program: string, commands: readonly CompletedCommand[]): string {
  const names = commands.map((command) => command.name).join(' ');
  const none = `not __fish_seen_subcommand_from ${names}`;
  const lines = commands.flatMap(({ name, description, flags, operands }) => {
    const within = `__fish_seen_subcommand_from ${name}`;
    return [
      `-n ${quoted(none)} -a ${name} -d ${quoted(description)}`,
      ...flags.map((flag) => `-n ${quoted(within)} ${fishFlag(flag)}`),
      ...(operands === 'files' ? [`-n ${quoted(within)} -F`] : []),
      ...(operands !== 'files' && operands.length > 0
        ? [`-n ${quoted(within)} -a ${quoted(operands.join(' '))}`]
        : []),
    ];
  });
  const root = globalFlags(commands).map((flag) => `-n ${quoted(none)} ${fishFlag(flag)}`);
  const all = ['-f', ...lines, ...root].map((line) => `complete -c ${program} ${line}\n`);
  return `# ${program} completion for fish\n${all.join('')}`;
}

function fishFlag({ name, description, takes }: CompletedFlag): string {
  const values =
    typeof takes === 'string'
      ? { nothing: '', anything: ' -x', files: ' -r -F' }[takes]
      : ` -x -a ${quoted(takes.join(' '))}`;
  return `-l ${name.slice(2)}${values} -d ${quoted(description)}`;
}

/** The flags of all commands, each once. */
function flagsOf(commands: readonly CompletedCommand[]): CompletedFlag[] {
  return [...new Map(commands.flatMap(({ flags }) => flags).map((flag) => [flag.name, flag])).values()];
}

/** Returns the flags of the command that runs if none is named. */
function globalFlags(commands: readonly CompletedCommand[]): readonly CompletedFlag[] {
  return commands.find(({ name }) => name === 'serve')?.flags ?? [];
}

function functionName(program: string): string {
  return `_${program.replaceAll('-', '_')}`;
}

function quoted(text: string): string {
  return `'${text.replaceAll("'", "'\\''")}'`;
}
