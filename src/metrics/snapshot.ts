import { promisify } from 'node:util';
import { constants, crc32, deflateRaw as deflateRawCallback, deflateRawSync } from 'node:zlib';
import type { Emit, Subscriber } from '../events.js';

const deflateRaw = promisify(deflateRawCallback);

/** The rendered exposition of one moment, ready to be sent with the daemon's own metrics behind it. */
export interface Snapshot {
  readonly plain: Buffer;
  /** `plain` as raw deflate, ended on a byte boundary without the final block, so that more can follow. */
  readonly deflated: Buffer;
  readonly crc: number;
}

const gzipHeader = Buffer.from([0x1f, 0x8b, 8, 0, 0, 0, 0, 0, 0, 0xff]);

async function toSnapshot(text: string): Promise<Snapshot> {
  const plain = Buffer.from(text);
  const deflated = await deflateRaw(plain, { level: 1, finishFlush: constants.Z_SYNC_FLUSH });
  return { plain, deflated, crc: crc32(plain) };
}

/** The snapshot and what follows it as one body. */
export function plainBody(snapshot: Snapshot, tail: string): Buffer {
  return Buffer.concat([snapshot.plain, Buffer.from(tail)]);
}

/** Returns the snapshot and its tail as one gzip member, since curl and others stop at the end of the first. */
export function gzipBody(snapshot: Snapshot, tail: string): Buffer {
  const tailBytes = Buffer.from(tail);
  const trailer = Buffer.alloc(8);
  trailer.writeUInt32LE(crc32(tailBytes, snapshot.crc), 0);
  trailer.writeUInt32LE((snapshot.plain.length + tailBytes.length) % 2 ** 32, 4);
  return Buffer.concat([gzipHeader, snapshot.deflated, deflateRawSync(tailBytes, { level: 1 }), trailer]);
}

export interface SnapshotPublisher {
  /** The newest complete snapshot. */
  current(): Snapshot;
  /**
   * Says that what `render` reads has changed; many changes in a row make one snapshot. An urgent one waits for no
   * longer than the last snapshot took to make.
   */
  changed(isUrgent?: boolean): void;
  /** Calls `changed` for each event that what is rendered depends on. */
  readonly subscriber: Subscriber;
  /** Counts the changes so far. */
  changes(): number;
  /** Counts the changes that the newest snapshot contains. */
  published(): number;
  /** Settles when everything that changed before has been published. */
  settled(): Promise<void>;
}

const pauseMs = 200;
/** Rendering may take this share of the time at most, however many targets change without urgency. */
const busyShare = 0.1;

/**
 * Renders off the scrape path and swaps whole snapshots, so that no scrape sees a half of one. If rendering throws,
 * which is a bug, the last snapshot stays.
 */
export function createSnapshotPublisher(
  render: () => readonly string[],
  emit: Emit<'renderingFailed'>,
): SnapshotPublisher {
  let snapshot: Snapshot = { plain: Buffer.alloc(0), deflated: Buffer.alloc(0), crc: 0 };
  let publishing: Promise<void> | undefined;
  let [changes, tried, published] = [0, 0, 0];
  let earliest = { urgent: 0, ordinary: 0 };
  let isUrgent = false;
  let hurry: (() => void) | undefined;

  async function pause(): Promise<void> {
    await new Promise<void>((resolve) => {
      const wait = (until: number) => setTimeout(resolve, Math.max(0, until - performance.now())).unref();
      const timer = wait(isUrgent ? earliest.urgent : earliest.ordinary);
      hurry = () => {
        clearTimeout(timer);
        wait(earliest.urgent);
      };
    });
    hurry = undefined;
  }

  async function renderOnce(): Promise<void> {
    const startedAt = performance.now();
    const text = render().join('');
    const renderMs = performance.now() - startedAt;
    snapshot = await toSnapshot(text);
    const endedAt = performance.now();
    earliest = {
      urgent: endedAt + Math.max(pauseMs, endedAt - startedAt),
      ordinary: endedAt + Math.max(pauseMs, endedAt - startedAt, renderMs / busyShare),
    };
  }

  async function publish(): Promise<void> {
    while (tried < changes) {
      await pause();
      isUrgent = false;
      tried = changes;
      const upTo = changes;
      try {
        await renderOnce();
        published = upTo;
      } catch (error) {
        emit('renderingFailed', { error });
      }
    }
  }

  function start(): void {
    publishing ??= publish().finally(() => {
      publishing = undefined;
      if (tried < changes) start();
    });
  }

  function changed(urgent = false): void {
    changes += 1;
    if (urgent && !isUrgent) {
      isUrgent = true;
      hurry?.();
    }
    start();
  }

  return {
    current: () => snapshot,
    changed,
    subscriber: {
      factsChanged: ({ isUrgent: urgent }) => changed(urgent),
      targetsChanged: () => changed(),
      discoveryEnded: () => changed(),
      configurationReloaded: () => changed(),
    },
    changes: () => changes,
    published: () => published,
    settled: async () => publishing,
  };
}
