import { spawn } from 'node:child_process';
import { promisify } from 'node:util';
import { externalDataInterceptor } from '@smithy/core/config';

type Output = { readonly stdout: string; readonly stderr: string };

const longestOutput = 1024 * 1024;

/**
 * Gives the SDK another way to run the `credential_process` of a profile: one that ends the process with all of its children after `limitMs`. The SDK
 * would wait for it without an end.
 */
export function limitCredentialProcess(limitMs: number): void {
  const run = (command: string) => runCommand(command, limitMs);
  externalDataInterceptor.interceptToken(
    'exec',
    Object.assign(() => {}, { [promisify.custom]: run }),
  );
}

function runCommand(command: string, limitMs: number): Promise<Output> {
  const child = spawn(command, { shell: true, detached: true, stdio: ['ignore', 'pipe', 'pipe'] });
  const output = { stdout: '', stderr: '' };
  return new Promise((resolve, reject) => {
    const fail = (message: string) => {
      endGroup(child.pid);
      reject(new Error(`credential_process ${message}`));
    };
    const timer = setTimeout(() => fail(`did not end within ${limitMs / 1000} s`), limitMs);
    for (const name of ['stdout', 'stderr'] as const) {
      child[name].setEncoding('utf8').on('data', (text: string) => {
        output[name] += text;
        if (output[name].length > longestOutput) fail('wrote more than 1 MiB');
      });
    }
    child.on('error', ({ message }) => fail(`cannot be started: ${message}`));
    child.on('close', (code, signal) => {
      clearTimeout(timer);
      if (code === 0) resolve(output);
      else fail(`ended with ${signal ?? `exit code ${code}`}: ${output.stderr.trim().slice(0, 500)}`);
    });
  });
}

function endGroup(pid: number | undefined): void {
  if (pid === undefined) return;
  try {
    process.kill(-pid, 'SIGKILL');
  } catch {
    // It has ended by itself.
  }
}
