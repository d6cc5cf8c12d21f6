import { spawn } from 'node:child_process';
import { fileURLToPath } from 'node:url';

const main = fileURLToPath(new URL('../../../dist/main.js', import.meta.url));
const fakedTime = fileURLToPath(new URL('./faked-time.mjs', import.meta.url));

/** The shipped daemon as a process whose time stands still but for `goOn`. */
export interface DaemonUnderClock {
  /** Settles when its time has come to the moment and nothing that it has asked of AWS is under way. */
  goOn(untilMs: number): Promise<void>;
  scrape(): Promise<string>;
  reload(): void;
  stop(signal: 'SIGTERM' | 'SIGKILL'): Promise<void>;
}

export async function startDaemonUnderClock(
  configFile: string,
  environment: Readonly<Record<string, string>>,
  nowMs: number,
  patienceMs?: number,
): Promise<DaemonUnderClock> {
  const args = ['--import', fakedTime, main, 'serve', '--config.file', configFile];
  const child = spawn(process.execPath, [...args, '--web.listen-address', '127.0.0.1:0'], {
    env: {
      PATH: process.env['PATH'],
      ...environment,
      FAKED_TIME: String(nowMs),
      ...(patienceMs !== undefined && { FAKED_TIME_PATIENCE: String(patienceMs) }),
    },
    stdio: ['ignore', 'pipe', 'inherit', 'ipc'],
  });
  let log = '';
  let address: string | undefined;
  let awaited: { resolve: () => void; reject: (error: Error) => void } | undefined;
  const done = (begin: () => void) =>
    new Promise<void>((resolve, reject) => {
      awaited = { resolve, reject };
      begin();
    });
  child.on('message', () => awaited?.resolve());
  const exited = new Promise<void>((resolve) => {
    child.once('close', (code, signal) => {
      awaited?.reject(new Error(`the daemon ended (${code ?? signal}): ${log.slice(-2000)}`));
      resolve();
    });
  });
  await done(() =>
    child.stdout?.on('data', (chunk: Buffer) => {
      log += chunk.toString();
      if (address !== undefined) return;
      address = /"address":"([^"]+)"/.exec(log)?.[1];
      if (address !== undefined) awaited?.resolve();
    }),
  );
  return {
    goOn: (untilMs) => done(() => child.send(untilMs)),
    scrape: async () =>
      (await fetch(`${address}/metrics`, { headers: { 'accept-encoding': 'identity' } })).text(),
    reload: () => void child.kill('SIGHUP'),
    async stop(signal) {
      child.kill(signal);
      await exited;
    },
  };
}
