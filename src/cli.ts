import { Argument, Command, CommanderError, Option } from 'commander';
import { examplesOf, matters, plainText } from './command-help.js';
import {
  type CompletedCommand,
  type CompletedFlag,
  completionScript,
  type Shell,
  shells,
} from './commands/completion.js';
import type { DoctorArguments } from './commands/doctor.js';
import type { IamPolicyArguments } from './commands/iam-policy.js';
import type { ExitCode, Surroundings } from './commands/surroundings.js';
import type { Config } from './config/config.js';
import { listOptions } from './config/list-options.js';
import { type ConfigSources, loadConfig } from './config/load-config.js';
import { configFile, overrides, usageOf } from './config/overrides.js';
import { configSchema } from './config/schema.js';
import { formatProblem } from './problems/problem.js';
import { closestName } from './yaml/closest-name.js';

export interface CliSurroundings extends Surroundings {
  readonly env: NodeJS.ProcessEnv;
}

/** Runs the command of the arguments, without the name of the program; returns its exit code. */
export async function runCli(args: readonly string[], surroundings: CliSurroundings): Promise<ExitCode> {
  let code: ExitCode = 0;
  const cli = createCli(surroundings, (of) => {
    code = of;
  });
  try {
    await cli.parseAsync(args, { from: 'user' });
    return code;
  } catch (error) {
    if (!(error instanceof CommanderError)) throw error;
    return error.exitCode === 0 ? 0 : 2;
  }
}

/**
 * Creates the command line. Calls `exit` with the exit code of the command that ran. The code of a command is loaded
 * when it runs.
 */
export function createCli(surroundings: CliSurroundings, exit: (code: ExitCode) => void): Command {
  const { build, env, stdout, stderr } = surroundings;
  const program: Command = new Command('restore-test-monitor')
    .description('Prometheus exporter for AWS Backup restore testing.')
    .version(
      `restore-test-monitor ${build.version} (revision ${build.revision}, node ${process.version})`,
      '-V, --version',
      'Show the version.',
    )
    .helpCommand('help [command]', 'Show the help of a command.')
    .configureHelp({
      showGlobalOptions: true,
      visibleGlobalOptions: (command) => (command === program ? [] : flagsOf(program, command.name())),
      optionDescription: (option) => plainText(describeOption(option)),
    })
    .configureOutput({ writeOut: stdout, writeErr: stderr })
    .exitOverride()
    .showHelpAfterError('(restore-test-monitor --help lists the commands and flags)');
  program.addOption(new Option(usageOf(configFile), configFile.help).env(configFile.variable));
  const options = listOptions(configSchema);
  for (const override of overrides) {
    const help = options.find((option) => option.path === override.path)?.description ?? '';
    program.addOption(new Option(usageOf(override), `${help} (env: ${override.variable})`));
  }

  const sources = (): ConfigSources => {
    const given = program.opts<Record<string, string | true | undefined>>();
    const textOf = (flag: string) => given[new Option(flag).attributeName()]?.toString();
    const flags = overrides.map(({ path, flag }) => [path, textOf(flag)]);
    return { file: textOf(configFile.flag), flags: Object.fromEntries(flags), env };
  };
  const withConfig = async (run: (config: Config) => Promise<ExitCode>) => {
    const loaded = loadConfig(sources());
    if (loaded.ok) return exit(await run(loaded.value));
    for (const problem of loaded.failure) stderr(`${formatProblem(problem)}\n`);
    return exit(2);
  };

  program
    .command('serve', { isDefault: true })
    .description('Poll AWS Backup and serve metrics. Runs when no command is given.')
    // Whatever is no command comes here.
    .allowUnknownOption()
    .allowExcessArguments()
    .action(() => {
      refuseUnknown(program);
      return withConfig(async (config) => {
        const { serve } = await import('./commands/serve.js');
        const from = sources();
        const load = (running: Config) => loadConfig({ ...from, running });
        return serve(config, surroundings, { file: from.file, load });
      });
    });
  program
    .command('check-config [files...]')
    .description('Check configuration files, or the one of --config.file, and list every problem at once.')
    .option(
      '--against <url>',
      'Also name the objectives and exceptions that fit nothing in the metrics of a running daemon, such as http://localhost:10066/metrics.',
    )
    .action(async (files: string[], { against }: { against?: string }) => {
      const { checkConfigs } = await import('./commands/check-config.js');
      exit(await checkConfigs({ ...sources(), stdout, stderr }, files, against));
    });
  program
    .command('doctor')
    .description(
      'Check credentials, permissions, regions and clocks of every target, and estimate the calls and series of the daemon.',
    )
    .option('--json', 'Print JSON.', false)
    .option('--account <id or name>', 'Check only this account, by its id or its name.')
    .option('--region <region>', 'Check only this region.')
    .option('--all', 'Print the row of each target, also of those without a problem.', false)
    .action((wanted: DoctorArguments) =>
      withConfig(async (config) => {
        const { doctor } = await import('./commands/doctor.js');
        return doctor(config, surroundings, wanted);
      }),
    );
  program
    .command('healthcheck')
    .description('Ask the daemon that runs on this machine with this configuration whether it is healthy.')
    .action(() =>
      withConfig(async (config) => {
        const { healthcheck } = await import('./commands/healthcheck.js');
        return healthcheck(config, surroundings);
      }),
    );
  program
    .command('once')
    .description('Poll every target once and print the metrics; exits 1 if a target could not be read.')
    .action(() =>
      withConfig(async (config) => {
        const { once } = await import('./commands/once.js');
        return once(config, surroundings);
      }),
    );
  program
    .command('job <account> <region> <id>')
    .description('Describe one restore job, its verdict and why; account is an id or a configured name.')
    .option('--json', 'Print JSON.', false)
    .action((account: string, region: string, id: string, { json }: { json: boolean }) =>
      withConfig(async (config) => {
        const { job } = await import('./commands/job.js');
        return job(config, surroundings, { account, region, id, json });
      }),
    );
  program
    .command('iam-policy')
    .description('Print the least IAM policy that the configuration needs.')
    .addOption(
      new Option('--for <whose>', "The policy of the daemon's own credentials, or of the member roles.")
        .choices(['daemon', 'member'])
        .default('daemon'),
    )
    .addOption(
      new Option(
        '--trust <arn>',
        'Instead, the trust policy of the member roles for the role with this ARN, which the daemon runs as.',
      ).conflicts('for'),
    )
    .option('--pod-identity', 'With --trust: let in the session tags of EKS Pod Identity, too.', false)
    .action((wanted: IamPolicyArguments) =>
      withConfig(async (config) => {
        const { iamPolicy } = await import('./commands/iam-policy.js');
        return iamPolicy(config, surroundings, wanted);
      }),
    );
  program
    .command('demo')
    .description('Run against a simulated AWS with an organization, to see what there is to see.')
    .action(async () => {
      if (program.getOptionValueSource(new Option(configFile.flag).attributeName()) === 'cli') {
        program.error('error: demo has a configuration of its own; leave out --config.file', { exitCode: 2 });
      }
      const { demo } = await import('./commands/demo.js');
      exit(await demo(surroundings, sources().flags));
    });
  program
    .command('completion')
    .description('Print the script that completes commands and flags in a shell.')
    .addArgument(new Argument('<shell>').choices(shells))
    .action((shell: Shell) => stdout(completionScript(shell, program.name(), completedCommands(program))));
  program
    .command('version')
    .description('Print the version, the source revision and the version of Node.js.')
    .action(() => stdout(`${program.version()}\n`));
  for (const command of [program, ...program.commands]) {
    command
      .helpOption('-h, --help', 'Show this help.')
      .addHelpText('after', examplesOf(command === program ? 'serve' : command.name()));
  }
  return program;
}

/** The flags of the program that matter to a command. */
function flagsOf(program: Command, command: string): Option[] {
  return program.options.filter(
    ({ long }) => long !== undefined && long !== '--version' && matters(long, command),
  );
}

function describeOption({ description, argChoices, defaultValue, envVar }: Option): string {
  const choices = argChoices ? ` One of ${argChoices.join(', ')}.` : '';
  const fallback = typeof defaultValue === 'string' ? ` Default: ${defaultValue}.` : '';
  return `${description}${choices}${fallback}${envVar === undefined ? '' : ` (env: ${envVar})`}`;
}

/** Refuses what the command by default was left with: a command or a flag that does not exist. */
function refuseUnknown(program: Command): void {
  const [first, second] = program.args[0] === 'serve' ? [program.args[1]] : program.args;
  if (first === undefined) return;
  if (first.startsWith('-')) {
    const known = [program, ...program.commands].flatMap(({ options }) =>
      options.flatMap(({ long }) => long ?? []),
    );
    refuse(program, `unknown option '${first}'`, closestName(first, known), 'commander.unknownOption');
  }
  if (program.args[0] === 'serve') refuse(program, `serve takes no argument, found '${first}'`);
  const names = program.commands.map((command) => command.name());
  const guess =
    closestName(first, names) ??
    (second === undefined ? undefined : closestName(`${first}-${second}`, names));
  refuse(program, `unknown command '${first}'`, guess, 'commander.unknownCommand');
}

function refuse(program: Command, what: string, guess?: string, code = 'commander.excessArguments'): never {
  const hint = guess === undefined ? '' : `; did you mean ${guess}?`;
  return program.error(`error: ${what}${hint}`, { code });
}

function completedCommands(program: Command): CompletedCommand[] {
  return program.commands.map((command) => ({
    name: command.name(),
    description: command.description(),
    flags: [...command.options, ...flagsOf(program, command.name())].map(completedFlag),
    operands: { 'check-config': 'files' as const, completion: shells }[command.name()] ?? [],
  }));
}

function completedFlag({ long, description, argChoices, required }: Option): CompletedFlag {
  const takesFile = long === '--config.file' || long === '--web.config.file';
  const words = argChoices ?? wordsOf(long);
  const takes = words ?? (takesFile ? 'files' : required ? 'anything' : 'nothing');
  const [sentence = ''] = plainText(description).split(/(?<=\.) /);
  return { name: long ?? '', description: sentence, takes };
}

/** The values of an option of the configuration that takes one of a few. */
function wordsOf(flag: string | undefined): readonly string[] | undefined {
  const path = overrides.find((override) => override.flag === flag)?.path;
  const expects = listOptions(configSchema).find((option) => option.path === path)?.expects;
  return expects?.startsWith('one of ') ? expects.slice('one of '.length).split(', ') : undefined;
}
