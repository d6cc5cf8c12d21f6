import { format } from 'node:util';

interface WarningLog {
  warn(fields: object, message: string): void;
}

const mostTold = 100;

/**
 * Logs what libraries print as a warning, each text once, so that no plain text stands between the events of the log.
 * Returns what undoes it.
 */
export function logLibraryWarnings(log: WarningLog): () => void {
  const told = new Set<string>();
  const tell = (warning: string) => {
    if (told.has(warning) || told.size >= mostTold) return;
    told.add(warning);
    log.warn({ warning }, 'a library warns');
  };
  const onWarning = ({ name, message }: Error) => tell(`${name}: ${message}`);
  const printing = process.listeners('warning');
  process.removeAllListeners('warning');
  process.on('warning', onWarning);
  const { warn, error } = console;
  console.warn = (...parts: unknown[]) => tell(format(...parts));
  console.error = console.warn;
  return () => {
    Object.assign(console, { warn, error });
    process.off('warning', onWarning);
    for (const print of printing) process.on('warning', print);
  };
}
