import { once } from 'node:events';
import { Worker } from 'node:worker_threads';

export interface PasswordComparison {
  /** Resolves to true if the bcrypt hash is that of the password. Ask for one comparison at a time. */
  compare(password: string, hash: string): Promise<boolean>;
  close(): Promise<void>;
}

/** Compares in a thread of its own, which the first comparison starts. */
export function createPasswordComparison(): PasswordComparison {
  let worker: Worker | undefined;
  const start = () => {
    const started = new Worker(new URL('./password-worker.js', import.meta.url));
    started.unref();
    started.on('exit', () => {
      worker = undefined;
    });
    return started;
  };
  return {
    async compare(password, hash) {
      worker ??= start();
      const answered = once(worker, 'message');
      worker.postMessage({ password, hash }, []);
      const [isSame]: unknown[] = await answered;
      return isSame === true;
    },
    async close() {
      await worker?.terminate();
    },
  };
}
