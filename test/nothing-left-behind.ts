import { afterAll } from '@jest/globals';

const owned = new Set(['TCPServerWrap', 'ProcessWrap']);
const settleMs = 2000;

function leftBehind(): string[] {
  return process.getActiveResourcesInfo().filter((resource) => owned.has(resource));
}

/** A test file that leaves a server or a process behind fails. */
afterAll(async () => {
  const endsAt = performance.now() + settleMs;
  while (leftBehind().length > 0 && performance.now() < endsAt) {
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
  const resources = leftBehind();
  if (resources.length > 0) throw new Error(`left behind: ${resources.join(', ')}`);
});
