import { runInThisContext } from 'node:vm';

type Environment = Readonly<Record<string, string>>;

/** That of the process itself; Jest shows a copy to its tests. */
const { env }: NodeJS.Process = runInThisContext('process');

/** The SDK would print a warning about old releases of Node.js, which the daemon logs itself. */
const always: Environment = { AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED: 'true' };

const ofDaemon = /^(?:HOME|HOSTNAME|RESTORE_TEST_MONITOR_.*)$/;
/** What Node.js reads when a process starts. */
const ofStart = /^(?:NODE_.*|TZ)$/;

let lent: { readonly environment: Environment; readonly before: NodeJS.ProcessEnv } | undefined;
let borrowers = 0;

/**
 * Gives the environment of the process to a command that runs in it, until it gives it back. Several commands may run at
 * once if the libraries that they share need to be told nothing else.
 */
export function lendEnvironment(wanted: Environment): () => void {
  const late = Object.keys(wanted).filter((name) => ofStart.test(name));
  if (late.length > 0) throw new Error(`this process has started without ${late.join(', ')}`);
  if (lent === undefined) {
    lent = { environment: wanted, before: { ...env } };
    replaceBy({ ...wanted, ...always });
  } else if (differs(wanted, lent.environment)) {
    throw new Error('another command runs in this process with another environment');
  }
  borrowers += 1;
  return () => {
    borrowers -= 1;
    if (borrowers > 0 || lent === undefined) return;
    replaceBy(lent.before);
    lent = undefined;
  };
}

/** Whether something is told otherwise that others read than the daemon itself, which is handed its own variables. */
function differs(wanted: Environment, told: Environment): boolean {
  return Object.entries(wanted).some(([name, value]) => !ofDaemon.test(name) && value !== told[name]);
}

function replaceBy(next: NodeJS.ProcessEnv): void {
  for (const name of Object.keys(env)) delete env[name];
  Object.assign(env, next);
}
