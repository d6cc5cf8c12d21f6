import type { HostProcess } from './surroundings.js';

const signals = ['SIGTERM', 'SIGINT'] as const;

/** Settles with the first signal to stop. The process ends at once on a second one. */
export function stopSignal(host: HostProcess): Promise<NodeJS.Signals> {
  return new Promise((resolve) => {
    let isStopping = false;
    for (const signal of signals) {
      host.on(signal, () => {
        if (isStopping) host.exit(1);
        isStopping = true;
        resolve(signal);
      });
    }
  });
}
