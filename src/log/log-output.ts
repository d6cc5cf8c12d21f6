import { constants, openSync, writeSync } from 'node:fs';

/** A stream of a process, by its descriptor. */
export interface LogStream {
  readonly fd: number;
  readonly isTTY?: boolean;
}

/** The sink of the lines of the log. */
export interface LogOutput {
  /** Writes a line, keeps it for later, or drops it. It never waits for the reader. */
  write(line: string): void;
  /** Counts the lines dropped so far. */
  dropped(): number;
}

export interface LogOutputOptions {
  /** The most bytes that are kept for a reader that has stalled. */
  readonly maxBytes?: number;
  /** Called with the number of dropped lines when the reader goes on. */
  readonly resumed?: (dropped: number) => void;
}

const mebibyte = 1024 * 1024;
const retryMs = 50;
/** The number of tries of a process that ends to write what it has kept, and the pause between them. */
const lastTries = { count: 100, pauseMs: 10 };

/**
 * Writes to a stream of the process. If the reader keeps up, a line is written at once, so that the last ones before an
 * exit are not lost. Node.js has made pipes and sockets non-blocking when it opened the stream.
 */
export function createLogOutput(
  stream: LogStream,
  { maxBytes = mebibyte, resumed = () => {} }: LogOutputOptions = {},
): LogOutput {
  const fd = stream.isTTY ? openUnblocked(stream.fd) : stream.fd;
  const kept: Buffer[] = [];
  let keptBytes = 0;
  let dropped = 0;
  let droppedSinceWritten = 0;

  function keep(bytes: Buffer): void {
    kept.push(bytes);
    keptBytes += bytes.length;
    if (kept.length > 1) return;
    process.on('exit', writeRest);
    retryLater();
  }

  function drop(): void {
    dropped += 1;
    droppedSinceWritten += 1;
  }

  function written(): void {
    if (droppedSinceWritten === 0) return;
    const count = droppedSinceWritten;
    droppedSinceWritten = 0;
    resumed(count);
  }

  function writeKept(): void {
    for (let [bytes] = kept; bytes !== undefined; [bytes] = kept) {
      const rest = writeSome(fd, bytes);
      keptBytes -= bytes.length - (rest?.length ?? 0);
      if (rest === undefined) drop();
      if (rest === undefined || rest.length === 0) kept.shift();
      else {
        kept[0] = rest;
        return;
      }
    }
  }

  function retryLater(): void {
    setTimeout(() => {
      writeKept();
      if (kept.length > 0) return retryLater();
      process.off('exit', writeRest);
      return written();
    }, retryMs).unref();
  }

  function writeRest(): void {
    for (let tries = 0; kept.length > 0 && tries < lastTries.count; tries += 1) {
      writeKept();
      if (kept.length > 0) pause(lastTries.pauseMs);
    }
  }

  return {
    write(line) {
      const bytes = Buffer.from(line);
      if (kept.length > 0) {
        if (keptBytes + bytes.length > maxBytes) drop();
        else keep(bytes);
        return;
      }
      const rest = writeSome(fd, bytes);
      if (rest === undefined) drop();
      else if (rest.length > 0) keep(rest);
      else written();
    },
    dropped: () => dropped,
  };
}

/** Returns what could not be written without waiting; undefined where it never can be: the reader or the disk is gone. */
function writeSome(fd: number, bytes: Buffer): Buffer | undefined {
  try {
    return bytes.subarray(writeSync(fd, bytes));
  } catch (error) {
    return isStall(error) ? bytes : undefined;
  }
}

function isStall(error: unknown): boolean {
  return typeof error === 'object' && error !== null && 'code' in error && error.code === 'EAGAIN';
}

/** A terminal that was stopped (Ctrl-S) would hold the process: its own descriptor of it does not. */
function openUnblocked(fd: number): number {
  try {
    return openSync(`/dev/fd/${fd}`, constants.O_WRONLY | constants.O_NONBLOCK | constants.O_NOCTTY);
  } catch {
    return fd;
  }
}

function pause(ms: number): void {
  Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, ms);
}
