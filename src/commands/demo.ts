import { fileURLToPath } from 'node:url';
import { type ConfigSources, loadConfig } from '../config/load-config.js';
import type { Subscriber } from '../events.js';
import { formatProblem } from '../problems/problem.js';
import { loadScenario } from '../simulator/scenario/load-scenario.js';
import { type Simulator, startSimulator } from '../simulator/simulator.js';
import { targetKey } from '../targets/target.js';
import type { TargetState } from '../targets/target-state.js';
import { eventLines } from './event-lines.js';
import { serve } from './serve.js';
import type { ExitCode, Surroundings } from './surroundings.js';

const shipped = (path: string) => fileURLToPath(new URL(`../../config/${path}`, import.meta.url));

/** Runs the daemon against a simulated AWS in this process; nothing leaves the machine. */
export async function demo(surroundings: Surroundings, flags: ConfigSources['flags']): Promise<ExitCode> {
  const { stdout, stderr } = surroundings;
  const config = loadConfig({ file: shipped('demo.yaml'), flags, env: {} });
  if (!config.ok) {
    for (const problem of config.failure) stderr(`${formatProblem(problem)}\n`);
    return 2;
  }
  const simulator = await startSimulator({ scenario: loadScenario(shipped('scenarios/demo.yaml')) });
  const { accessKeyId, secretAccessKey } = simulator.baseCredentials;
  Object.assign(process.env, {
    AWS_ENDPOINT_URL: simulator.url,
    AWS_ACCESS_KEY_ID: accessKeyId,
    AWS_SECRET_ACCESS_KEY: secretAccessKey,
    AWS_REGION: 'eu-central-1',
    AWS_EC2_METADATA_DISABLED: 'true',
  });
  for (const name of [
    'AWS_PROFILE',
    'AWS_SESSION_TOKEN',
    'AWS_ENDPOINT_URL_ACCOUNT',
    'AWS_ENDPOINT_URL_BACKUP',
    'AWS_ENDPOINT_URL_ORGANIZATIONS',
    'AWS_ENDPOINT_URL_RESOURCE_GROUPS_TAGGING_API',
    'AWS_ENDPOINT_URL_STS',
  ]) {
    delete process.env[name];
  }
  const told = eventTeller(stdout);
  const subscriber: Subscriber = {
    ...told.subscriber,
    listening({ address }) {
      const url = address.replace(/\/\/(?:0\.0\.0\.0|\[::\])(?=:)/, '//127.0.0.1');
      stdout(whatToLookFor(url, config.value.web.telemetryPath, simulator));
    },
  };
  try {
    return await serve(config.value, surroundings, undefined, subscriber);
  } finally {
    told.stop();
    await simulator.close();
  }
}

const lookEveryMs = 5000;

/** Prints a line for each thing that happens, until it is stopped. */
function eventTeller(stdout: (text: string) => void): { readonly subscriber: Subscriber; stop(): void } {
  const states = new Map<string, TargetState>();
  let before: readonly TargetState[] = [];
  const timer = setInterval(() => {
    const after = [...states.values()];
    const lines = eventLines(before, after, new Date());
    stdout(lines.map((line) => `  ${line}\n`).join(''));
    before = after;
  }, lookEveryMs);
  return {
    subscriber: {
      pollEnded({ target, after }) {
        states.set(targetKey(target), after);
      },
      targetsChanged({ left }) {
        for (const target of left) states.delete(targetKey(target));
      },
    },
    stop: () => clearInterval(timer),
  };
}

function whatToLookFor(
  url: string,
  telemetryPath: string,
  { url: awsUrl, baseCredentials }: Simulator,
): string {
  const { accessKeyId, secretAccessKey } = baseCredentials;
  const metrics = `${url}${telemetryPath}`;
  return `
  A simulated AWS with restore tests of the last 30 days, and new ones every few seconds.
  Nothing leaves this machine. Stop with Ctrl-C.

  Open     ${url}/
             the targets, and how they are
           ${metrics}
             what Prometheus scrapes

  Look for restore tests in every status
             curl -s ${metrics} | grep '^aws_backup_restore_jobs{' | grep -v ' 0$'
           restores that completed and whose validation failed or timed out
             ... | grep '^aws_backup_restore_job_validations{' | grep -E 'FAILED|TIMED_OUT' | grep -v ' 0$'
           what was restored and could not be deleted: it costs money
             ... | grep '^aws_backup_restore_job_deletions{' | grep FAILED | grep -v ' 0$'
           what is counted as it ends, from now on
             ... | grep '^aws_backup_restore_jobs_ended_total{' | grep -v ' 0$'
           a region that AWS throttles now and then
             ... | grep '^restore_test_monitor_aws_request_retries_total{' | grep -v ' 0$'
           an account that cannot be entered, one that joins after 45 s, and one that leaves after 2 min
             ... | grep '^restore_test_monitor_target_up{' | grep -E 'legacy-erp|analytics|archive'
           a plan that has not run when it was due, and one that ran and tested nothing
             ... | grep -E '^aws_backup_restore_testing_plan_(due|last_closed_execution)_timestamp_seconds{.*daily_graph'
             ... | grep '^aws_backup_restore_testing_plan_last_closed_jobs{' | grep ' 0$'
           the same database with the same tests, late in payments (tier-1) and not in the sandbox
             ... | grep -E '^aws_backup_restore_test_(objective_info|last_success_timestamp_seconds){.*fraud-rings'
             ... | grep '^aws_backup_restore_test_success_interval_max_seconds{.*daily_graph'
           protected resources that were never tested
             ... | grep '^aws_backup_protected_resource_last_test_timestamp_seconds{' | grep ' 0$'
           databases that were tested in another account, and one whose copy was never tested
             ... | grep '^aws_backup_protected_resource_proof_timestamp_seconds{' | grep other_account
             ... | grep '^aws_backup_protected_resource_last_test_timestamp_seconds{' | grep claims
           an account with restore jobs that nobody watches
             ... | grep '^aws_backup_account_monitored{' | grep ' 0$'

  Ask      the simulated AWS with the AWS CLI
             AWS_ACCESS_KEY_ID=${accessKeyId} AWS_SECRET_ACCESS_KEY=${secretAccessKey} \\
             aws --endpoint-url ${awsUrl} --region eu-central-1 sts get-caller-identity

`;
}
