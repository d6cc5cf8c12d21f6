import { gunzipSync } from 'node:zlib';
import { describe, expect, it } from '@jest/globals';
import * as fc from 'fast-check';
import { createSnapshotPublisher, gzipBody, plainBody } from '../../src/metrics/snapshot.js';
import { noStateChanges } from '../../src/targets/state-changes.js';
import { emitTo } from '../emit-to.js';
import { hasBeenQuick, until } from '../patience.js';

async function publish(text: string) {
  const publisher = createSnapshotPublisher(() => [text], emitTo());
  publisher.changed();
  await publisher.settled();
  return publisher.current();
}

/** What a gzip stream of one member holds; curl and others read no further than the first. */
function onlyMember(gzipped: Buffer): string {
  // The last trailer has the length of its own member alone.
  const size = gzipped.readUInt32LE(gzipped.length - 4);
  const text = gunzipSync(gzipped);
  expect(text.length).toBe(size);
  return text.toString();
}

describe('the two bodies', () => {
  it.each([
    ['nothing and nothing', '', ''],
    ['nothing and a tail', '', 'up 1\n'],
    ['a snapshot and nothing', 'a 1\n', ''],
    ['a snapshot and a tail', 'a{b="ü🦊"} 1\n', 'c 2\n'],
    [
      'megabytes',
      'aws_backup_restore_jobs{aws_region="eu-west-1"} 1\n'.repeat(100_000),
      'tail 1\n'.repeat(9999),
    ],
  ])('say the same of %s', async (_, text, tail) => {
    const snapshot = await publish(text);
    expect(plainBody(snapshot, tail).equals(Buffer.from(text + tail))).toBe(true);
    expect(onlyMember(gzipBody(snapshot, tail)) === text + tail).toBe(true);
  });

  it('say the same of whatever is compressed well or badly', async () => {
    await fc.assert(
      fc.asyncProperty(fc.string({ unit: 'binary', maxLength: 3000 }), fc.string(), async (text, tail) => {
        const snapshot = await publish(text);
        expect(gunzipSync(gzipBody(snapshot, tail))).toEqual(plainBody(snapshot, tail));
      }),
      { numRuns: 50 },
    );
  });

  it('are empty before anything was published', () => {
    const { current } = createSnapshotPublisher(() => ['a 1\n'], emitTo());
    expect(plainBody(current(), '').toString()).toBe('');
    expect(gunzipSync(gzipBody(current(), 'up 1\n')).toString()).toBe('up 1\n');
  });

  it('are compressed', async () => {
    const text = 'aws_backup_restore_jobs{aws_region="eu-west-1"} 1\n'.repeat(1000);
    expect(gzipBody(await publish(text), '').length).toBeLessThan(text.length / 20);
  });
});

describe('the publisher', () => {
  it('renders many changes once', async () => {
    let renders = 0;
    const publisher = createSnapshotPublisher(() => [`renders ${++renders}\n`], emitTo());
    for (let change = 0; change < 100; change++) publisher.changed();
    await publisher.settled();
    expect(plainBody(publisher.current(), '').toString()).toBe('renders 1\n');
    expect(renders).toBe(1);
  });

  it('renders what changed while a snapshot was made, and is settled only then', async () => {
    let value = 'old';
    const publisher = createSnapshotPublisher(() => [`value ${value}\n`], emitTo());
    publisher.changed();
    await until(() => plainBody(publisher.current(), '').toString().includes('old'));
    value = 'new';
    publisher.changed();
    await publisher.settled();
    expect(plainBody(publisher.current(), '').toString()).toBe('value new\n');
  });

  it('shows the last complete snapshot until the next one is complete', async () => {
    const half = 'x'.repeat(500_000);
    let value = 1;
    const publisher = createSnapshotPublisher(() => [`${value} `, half, ` ${value}\n`], emitTo());
    publisher.changed();
    await publisher.settled();
    const first = publisher.current();
    value = 2;
    publisher.changed();
    const seen = new Set<string>();
    await until(() => {
      const { plain } = publisher.current();
      if (publisher.current() === first)
        seen.add(`${plain.subarray(0, 2).toString()}${plain.subarray(-2).toString()}`);
      return publisher.current() !== first;
    });
    await publisher.settled();
    expect([...seen]).toEqual(['1 1\n']);
    expect(publisher.current().plain.toString()).toBe(`2 ${half} 2\n`);
  });

  it('publishes an urgent change after a slow rendering long before an ordinary one', async () => {
    const text = 'a 1\n'.repeat(200_000);
    let renders = 0;
    const publisher = createSnapshotPublisher(() => {
      renders += 1;
      const endsAt = performance.now() + 300;
      while (performance.now() < endsAt);
      return [text];
    }, emitTo());
    publisher.changed();
    await publisher.settled();
    const startedAt = performance.now();
    publisher.changed();
    publisher.changed(true);
    await publisher.settled();
    expect(renders).toBe(2);
    // An ordinary change waits for ten times the 300 ms of a rendering.
    expect(hasBeenQuick(startedAt, 2500)).toBe(true);
  });

  it('counts the changes, and how many of them are published', async () => {
    const publisher = createSnapshotPublisher(() => ['a 1\n'], emitTo());
    const counts = () => [publisher.changes(), publisher.published()];
    const seen = [counts()];
    publisher.changed();
    publisher.changed();
    seen.push(counts());
    await publisher.settled();
    seen.push(counts());
    expect(seen).toEqual([
      [0, 0],
      [2, 0],
      [2, 2],
    ]);
  });

  it('keeps the last snapshot where rendering throws, tells of it, and goes on', async () => {
    const crashes: unknown[] = [];
    let text: string | undefined = 'a 1\n';
    const publisher = createSnapshotPublisher(
      () => {
        if (text === undefined) throw new TypeError('not a function');
        return [text];
      },
      emitTo({ renderingFailed: ({ error }) => crashes.push(error) }),
    );
    const seen: [string, number][] = [];
    for (const next of ['a 1\n', undefined, 'a 2\n']) {
      text = next;
      publisher.changed();
      await publisher.settled();
      seen.push([publisher.current().plain.toString(), publisher.published()]);
    }
    expect(seen).toEqual([
      ['a 1\n', 1],
      ['a 1\n', 1],
      ['a 2\n', 3],
    ]);
    expect(crashes).toEqual([new TypeError('not a function')]);
  });

  it('follows the events that change what is rendered', async () => {
    const target = { accountId: '111122223333', accountName: 'payments', region: 'eu-west-1' };
    const publisher = createSnapshotPublisher(() => ['a 1\n'], emitTo());
    const emit = emitTo(publisher.subscriber);
    emit('factsChanged', { target, changes: noStateChanges, isUrgent: true });
    emit('targetsChanged', { by: 'discovery', joined: [target], altered: [], left: [], targets: 1 });
    emit('discoveryEnded', { before: {}, after: {} });
    const outcome = { ok: true, value: { hasChanged: true } } as const;
    emit('configurationReloaded', { by: 'file', at: new Date(0), outcome });
    emit('stopped', {});
    expect(publisher.changes()).toBe(4);
    await publisher.settled();
    expect(publisher.current().plain.toString()).toBe('a 1\n');
  });

  it('is settled at once where nothing has changed', async () => {
    await expect(createSnapshotPublisher(() => ['a 1\n'], emitTo()).settled()).resolves.toBeUndefined();
  });
});
