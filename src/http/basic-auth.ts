import { createHmac, randomBytes } from 'node:crypto';
import PQueue from 'p-queue';
import type { PasswordComparison } from './password-comparison.js';

export type Login = 'allowed' | 'refused' | 'busy';

export interface BasicAuth {
  /** Checks the Authorization header against the users, each with a bcrypt hash. */
  check(header: string | undefined, users: ReadonlyMap<string, string>): Promise<Login>;
}

const rememberedRefusals = 100;
const mostWaiting = 100;

/**
 * Creates a check of passwords that remembers its results, since bcrypt is slow, and compares one password at a time. A
 * client without a password can neither push an allowed login out of the memory nor learn from the time whether a user
 * exists.
 */
export function createBasicAuth(compare: PasswordComparison['compare']): BasicAuth {
  const secret = randomBytes(32);
  const digest = (...parts: string[]) => createHmac('sha256', secret).update(JSON.stringify(parts)).digest();
  const queue = new PQueue({ concurrency: 1 });
  const allowed = new Map<string, string>();
  const refused = new Set<string>();

  const remember = (user: string, key: string, isAllowed: boolean) => {
    if (isAllowed) allowed.set(user, key);
    else refused.add(key);
    const [oldest] = refused;
    if (refused.size > rememberedRefusals && oldest !== undefined) refused.delete(oldest);
  };

  return {
    async check(header, users) {
      const credentials = parseBasic(header);
      if (credentials === undefined) return 'refused';
      const { user, password } = credentials;
      const known = users.get(user);
      const hash = known ?? standIn(digest(user), users);
      const key = digest(user, hash, password).toString('base64');
      const isUndecided = () => allowed.get(user) !== key && !refused.has(key);
      if (isUndecided()) {
        if (queue.size >= mostWaiting) return 'busy';
        await queue.add(async () => {
          // Another request with the same login may have been before it in the queue.
          if (isUndecided()) remember(user, key, (await compare(password, hash)) && known !== undefined);
        });
      }
      return allowed.get(user) === key ? 'allowed' : 'refused';
    },
  };
}

function parseBasic(header: string | undefined): { user: string; password: string } | undefined {
  const [, encoded] = /^basic +([\w+/=-]+) *$/i.exec(header ?? '') ?? [];
  if (encoded === undefined) return undefined;
  const text = Buffer.from(encoded, 'base64').toString('utf8');
  const colon = text.indexOf(':');
  return colon < 0 ? undefined : { user: text.slice(0, colon), password: text.slice(colon + 1) };
}

/**
 * Returns a hash to compare for an unknown user: one of a known user, so that the time is the same, and always the same
 * one.
 */
function standIn(digest: Buffer, users: ReadonlyMap<string, string>): string {
  const hashes = [...users.values()];
  return hashes[digest.readUInt32BE() % hashes.length] ?? '';
}
