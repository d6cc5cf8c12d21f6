import { describe, expect, it } from '@jest/globals';
import { genSaltSync, hashSync } from 'bcryptjs';
import { createBasicAuth } from '../../src/http/basic-auth.js';
import { startServing } from './serving.js';

const hashOf = (password: string, version = '$2b') =>
  hashSync(password, genSaltSync(4)).replace('$2b', version);
const alice = hashOf('right');
const users = (entries: Record<string, string>) =>
  `basic_auth_users:\n${Object.entries(entries)
    .map(([name, hash]) => `  ${name}: ${hash}\n`)
    .join('')}`;
const basic = (login: string) => ({
  headers: { authorization: `Basic ${Buffer.from(login).toString('base64')}` },
});

const headerOf = (login: string) => basic(login).headers.authorization;

describe('basic authentication', () => {
  it.each(['$2a', '$2b', '$2y'])('takes hashes of the kind %s', async (version) => {
    const serving = await startServing(users({ alice: hashOf('pässwörd:with colon', version) }));
    expect((await serving.get(basic('alice:pässwörd:with colon'))).status).toBe(200);
    expect((await serving.get(basic('alice:pässwörd'))).status).toBe(401);
  });

  it('takes what htpasswd prints', async () => {
    const hash = '$2y$10$QOauhQNbBCuQDKes6eFzPeMqBSjb7Mr5DUmpZ/VcEd00UAV/LDeSi';
    const serving = await startServing(users({ alice: hash }));
    expect((await serving.get(basic('alice:fakepassword'))).status).toBe(200);
  });

  it.each<[string, Record<string, string>]>([
    ['no header', {}],
    ['a wrong password', basic('alice:wrong').headers],
    ['no password', basic('alice:').headers],
    ['an unknown user', basic('bob:right').headers],
    ['an unknown user that objects know', basic('constructor:right').headers],
    ['no colon', basic('alice').headers],
    ['no credentials', { authorization: 'Basic' }],
    ['no Base64', { authorization: 'Basic !!!' }],
    ['another scheme', { authorization: 'Bearer right' }],
    ['the hash as a password', basic(`alice:${alice}`).headers],
  ])('refuses %s', async (_, headers) => {
    const serving = await startServing(users({ alice }));
    const answer = await serving.get({ headers });
    expect([answer.status, answer.body, answer.headers['www-authenticate']]).toEqual([
      401,
      '401 unauthorized\n',
      'Basic',
    ]);
  });

  it.each(['/', '/metrics', '/-/healthy', '/-/ready', '/nothing', '/%zz', '//', '/metrics?a=b'])(
    'is asked for %s',
    async (path) => {
      const serving = await startServing(users({ alice }));
      for (const method of ['GET', 'HEAD', 'POST', 'PUT', 'DELETE', 'OPTIONS', 'TRACE', 'PROPFIND']) {
        expect([method, (await serving.get({ path, method })).status]).toEqual([method, 401]);
      }
      expect((await serving.get({ path, ...basic('alice:right') })).status).not.toBe(401);
    },
  );

  it('knows the scheme in any case', async () => {
    const serving = await startServing(users({ alice }));
    const { authorization } = basic('alice:right').headers;
    expect(
      (await serving.get({ headers: { authorization: authorization.replace('Basic', 'bAsIc ') } })).status,
    ).toBe(200);
  });

  it('is off without users', async () => {
    const serving = await startServing('basic_auth_users: {}');
    expect((await serving.get(basic('alice:wrong'))).status).toBe(200);
    expect(serving.compared).toEqual([]);
  });
});

describe('comparing passwords', () => {
  it('costs an unknown user as much as a wrong password', async () => {
    const cost = 5;
    const serving = await startServing(
      users({ alice: hashSync('right', cost), bob: hashSync('other', cost) }),
    );
    for (const login of ['alice:wrong', 'eve:wrong', 'eve:right', 'mallory:right', ':right', 'alice:']) {
      expect((await serving.get(basic(login))).status).toBe(401);
    }
    expect(serving.compared).toEqual([
      'wrong $2b$05$',
      'wrong $2b$05$',
      'right $2b$05$',
      'right $2b$05$',
      'right $2b$05$',
      ' $2b$05$',
    ]);
    expect(serving.told).toEqual(Array.from({ length: 6 }, () => '127.0.0.1: wrong user or password'));
  });

  it('happens once for each login, right or wrong', async () => {
    const serving = await startServing(users({ alice }));
    for (const login of [
      'alice:right',
      'alice:wrong',
      'alice:right',
      'alice:wrong',
      'eve:right',
      'eve:right',
    ]) {
      await serving.get(basic(login));
    }
    await Promise.all(Array.from({ length: 5 }, () => serving.get(basic('alice:at once'))));
    expect(serving.compared.map((each) => each.split(' $')[0])).toEqual([
      'right',
      'wrong',
      'right',
      'at once',
    ]);
  });

  it('happens again when the hash has changed', async () => {
    const serving = await startServing(users({ alice }));
    expect((await serving.get(basic('alice:right'))).status).toBe(200);
    serving.write(users({ alice: hashOf('new') }));
    expect((await serving.get(basic('alice:right'))).status).toBe(401);
    expect((await serving.get(basic('alice:new'))).status).toBe(200);
    serving.write(users({ bob: alice }));
    expect((await serving.get(basic('alice:new'))).status).toBe(401);
    expect((await serving.get(basic('bob:right'))).status).toBe(200);
  });

  const known = new Map([['alice', alice]]);

  it('is never done for two at once, and not for more than a hundred in a row', async () => {
    const waiting: ((isSame: boolean) => void)[] = [];
    const auth = createBasicAuth(() => new Promise((resolve) => waiting.push(resolve)));
    const logins = Array.from({ length: 103 }, (_, index) => auth.check(headerOf(`alice:${index}`), known));
    expect(await Promise.all(logins.slice(101))).toEqual(['busy', 'busy']);
    expect(waiting).toHaveLength(1);
    for (let done = 0; done < 101; done += 1) {
      waiting.shift()?.(false);
      expect(await logins[done]).toBe('refused');
      expect(waiting.length).toBeLessThanOrEqual(1);
    }
  });

  it('is not done again for a known login after any number of wrong ones', async () => {
    const compared: string[] = [];
    const auth = createBasicAuth(async (password) => {
      compared.push(password);
      return password === 'right';
    });
    await auth.check(headerOf('alice:right'), known);
    for (let index = 0; index < 150; index += 1) await auth.check(headerOf(`alice:${index}`), known);
    compared.length = 0;
    expect(await auth.check(headerOf('alice:right'), known)).toBe('allowed');
    expect(await auth.check(headerOf('alice:149'), known)).toBe('refused');
    expect(compared).toEqual([]);
    expect(await auth.check(headerOf('alice:0'), known)).toBe('refused');
    expect(compared).toEqual(['0']);
  });

  it('that fails lets nobody in, and is tried again', async () => {
    let isBroken = true;
    const auth = createBasicAuth(async () => {
      if (isBroken) throw new Error('no thread');
      return true;
    });
    await expect(auth.check(headerOf('alice:right'), known)).rejects.toThrow('no thread');
    isBroken = false;
    expect(await auth.check(headerOf('alice:right'), known)).toBe('allowed');
  });
});
