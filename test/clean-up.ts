import { afterEach } from '@jest/globals';

type CleanUp = () => Promise<void> | void;

const cleanUps: CleanUp[] = [];

afterEach(async () => {
  for (const cleanUp of cleanUps.splice(0).toReversed()) await cleanUp();
});

/** Has something done when the test has ended; what was asked for last is done first. */
export function afterTest(cleanUp: CleanUp): void {
  cleanUps.push(cleanUp);
}
