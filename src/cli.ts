import { Command, Option } from 'commander';
import type { IamPolicyArguments } from './commands/iam-policy.js';
import type { ExitCode, Surroundings } from './commands/surroundings.js';
import type { Config } from './config/config.js';
import { type ConfigSources, loadConfig } from './config/load-config.js';
import { listOptions } from './config/option-list.js';
import { configFile, overrides, usageOf } from './config/overrides.js';
import { configSchema } from './config/schema.js';
import { formatProblem } from './config/yaml-source.js';

/** The command line. `exit` is told the exit code of the command that ran. The code of a command is loaded when it runs. */
export function createCli(
  surroundings: Surroundings & { readonly env: NodeJS.ProcessEnv },
  exit: (code: ExitCode) => void,
): Command {
  const { build, env, stdout, stderr } = surroundings;
  const program = new Command('restore-test-monitor')
    .description('Prometheus exporter for AWS Backup restore testing.')
    .version(`restore-test-monitor ${build.version} (revision ${build.revision}, node ${process.version})`)
    .configureHelp({ showGlobalOptions: true })
    .configureOutput({ writeOut: stdout, writeErr: stderr })
    .exitOverride()
    .showHelpAfterError('(restore-test-monitor --help tells what there is)');
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
    for (const problem of loaded.problems) stderr(`${formatProblem(problem)}\n`);
    return exit(2);
  };

  program
    .command('serve', { isDefault: true })
    .description('Poll AWS Backup and serve metrics; what runs when no command is given.')
    .action(() =>
      withConfig(async (config) => {
        const { serve } = await import('./commands/serve.js');
        const from = sources();
        const load = (running: Config) => loadConfig({ ...from, running });
        return serve(config, surroundings, { file: from.file, load });
      }),
    );
  program
    .command('check-config')
    .description('Check the configuration and tell every problem of it at once.')
    .action(async () => {
      const { checkConfig } = await import('./commands/check-config.js');
      exit(checkConfig({ ...sources(), stdout, stderr }));
    });
  program
    .command('doctor')
    .description(
      'Check credentials, permissions, regions and clocks of every target, and tell what the daemon will cost.',
    )
    .option('--json', 'Print JSON.', false)
    .action(({ json }: { json: boolean }) =>
      withConfig(async (config) => {
        const { doctor } = await import('./commands/doctor.js');
        return doctor(config, surroundings, { json });
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
      const { demo } = await import('./commands/demo.js');
      exit(await demo(surroundings, sources().flags));
    });
  return program;
}
