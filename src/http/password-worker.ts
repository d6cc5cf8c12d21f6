import { parentPort } from 'node:worker_threads';
import { compareSync } from 'bcryptjs';

/** What a thread of its own runs: bcrypt takes long on purpose, and scrapes must not wait for it. */
parentPort?.on('message', ({ password, hash }: { password: string; hash: string }) => {
  parentPort?.postMessage(compareSync(password, hash), []);
});
