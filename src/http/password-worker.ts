import { parentPort } from 'node:worker_threads';
import { compareSync } from 'bcryptjs';

/** Runs in a thread of its own: bcrypt is slow on purpose, and scrapes must not wait for it. */
parentPort?.on('message', ({ password, hash }: { password: string; hash: string }) => {
  parentPort?.postMessage(compareSync(password, hash), []);
});
