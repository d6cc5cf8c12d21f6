import { format } from 'node:util';
import type { Emit } from './events.js';

const mostTold = 100;

/**
 * Takes what libraries print as a warning, each text once, so that no plain text stands between the lines of the log.
 * Returns what undoes it.
 */
export function takeLibraryWarnings(emit: Emit<'libraryWarned'>): () => void {
  const told = new Set<string>();
  const tell = (warning: string) => {
    if (told.has(warning) || told.size >= mostTold) return;
    told.add(warning);
    emit('libraryWarned', { warning });
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
