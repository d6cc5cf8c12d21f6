/**
 * Preloaded into a process (`node --import`): its Date, performance and timers follow a clock that stands still until
 * the parent lets it go on to a moment. On the way every timer runs at its own time, and the clock waits for every file
 * that the process reads, for every page that it compresses, and for every request that it has sent, though for no
 * longer than FAKED_TIME_PATIENCE where it is set (milliseconds of the machine's time). Sockets, and Node's own timeouts
 * of them, keep the machine's time.
 */
import { subscribe } from 'node:diagnostics_channel';
import { syncBuiltinESMExports } from 'node:module';
import zlib from 'node:zlib';
import FakeTimers from '@sinonjs/fake-timers';

const turn = setImmediate;
const machine = { setTimeout, clearTimeout, now: performance.now.bind(performance) };
const patienceMs = Number(process.env.FAKED_TIME_PATIENCE ?? Number.POSITIVE_INFINITY);
/** Turns of the event loop after which an answer has led to the next request, if it leads to one. */
const turnsOfAnAnswer = 5;

const clock = FakeTimers.install({
  now: Number(process.env.FAKED_TIME),
  shouldClearNativeTimers: true,
  toFake: ['Date', 'performance', 'hrtime', 'setTimeout', 'clearTimeout', 'setInterval', 'clearInterval'],
});

/** How many pages are being compressed, which threads do that no clock knows of. */
let compressing = 0;
const { deflateRaw } = zlib;
zlib.deflateRaw = (buffer, options, callback) => {
  compressing += 1;
  deflateRaw(buffer, options, (...result) => {
    compressing -= 1;
    callback(...result);
  });
};
syncBuiltinESMExports();

/** The requests without an answer, and when they were sent by the machine's time. */
const underWay = new Map();
let ended = () => {};
subscribe('http.client.request.start', ({ request }) => {
  underWay.set(request, machine.now());
  request.once('close', () => {
    underWay.delete(request);
    ended();
  });
});

function awaitsAnswer() {
  return [...underWay.values()].some((sentMs) => machine.now() - sentMs < patienceMs);
}

async function nextEnd() {
  let timer;
  await new Promise((resolve) => {
    ended = resolve;
    if (patienceMs < Number.POSITIVE_INFINITY) timer = machine.setTimeout(resolve, patienceMs);
  });
  machine.clearTimeout(timer);
}

function readsFiles() {
  return process.getActiveResourcesInfo().some((name) => name.startsWith('FSReq'));
}

async function isQuiet() {
  for (let quiet = 0; quiet < turnsOfAnAnswer; quiet += 1) {
    await new Promise((resolve) => turn(resolve));
    if (readsFiles() || compressing > 0) quiet = 0;
    if (!awaitsAnswer()) continue;
    await nextEnd();
    quiet = 0;
  }
}

function nextTimerMs() {
  return Math.min(...[...(clock.timers?.values() ?? [])].map(({ callAt }) => callAt));
}

async function goOn(untilMs) {
  await isQuiet();
  while (clock.now < untilMs) {
    clock.tick(Math.min(Math.max(nextTimerMs(), clock.now), untilMs) - clock.now);
    await isQuiet();
  }
  process.send?.(clock.now);
}

process.on('message', (untilMs) => void goOn(untilMs));
process.channel?.unref();
// Nobody will let the time go on any more.
process.once('disconnect', () => process.exit());
