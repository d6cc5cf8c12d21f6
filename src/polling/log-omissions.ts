import type { Logger } from 'pino';
import { newlyOmitted, type Omissions } from '../restores/omissions.js';

const named = 20;

/** Logs once what a list leaves out from now on, by the ids of the rows. */
export function logOmissions(log: Logger, place: object, before: Omissions, after: Omissions): void {
  const ids = newlyOmitted(before, after);
  if (ids.length === 0) return;
  log.info(
    { ...place, omitted: ids.length, ids: ids.slice(0, named) },
    'a list of AWS leaves out what it named before; it is kept until further readings confirm that it is gone',
  );
}
