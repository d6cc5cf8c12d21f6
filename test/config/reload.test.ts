import { expect, it } from '@jest/globals';
import type { Config } from '../../src/config/config.js';
import { loadConfig } from '../../src/config/load-config.js';
import { createReload } from '../../src/config/reload.js';
import type { EventMap } from '../../src/events.js';
import type { Problem } from '../../src/problems/problem.js';
import type { Parsed } from '../../src/yaml/yaml-source.js';
import { emitTo } from '../emit-to.js';

const at = new Date('2026-03-02T05:00:00.000Z');
const loaded = loadConfig({ flags: {}, env: { AWS_REGION: 'eu-west-1' } });
if (!loaded.ok) throw new Error('the defaults are not valid');
const before = loaded.value;
const changed: Config = { ...before, rateLimit: 7 };
const untakable: Config = { ...before, rateLimit: 8 };
const problem: Problem = {
  code: 'unknown-option',
  file: 'config.yaml',
  line: 2,
  column: 1,
  path: 'lokback',
  message: 'unknown option',
};
const broken: Parsed<Config> = { ok: false, failure: [problem] };

/** Reloads as often as there are configurations, and notes what was taken over, over what, and what was told. */
function reloads(...configurations: readonly Parsed<Config>[]) {
  const left = [...configurations];
  const applied: Config[] = [];
  const over: Config[] = [];
  const told: EventMap['configurationReloaded'][] = [];
  const reload = createReload(before, {
    load: (running) => {
      over.push(running);
      return left.shift() ?? broken;
    },
    apply(config) {
      if (config === untakable) throw new TypeError('not a function');
      applied.push(config);
    },
    now: () => at,
    emit: emitTo({ configurationReloaded: (event) => told.push(event) }),
  });
  const outcomes = configurations.map((_, index) => reload(`caller ${index}`));
  expect(told.map(({ by, at: when, outcome }) => ({ by, at: when, outcome }))).toEqual(
    outcomes.map((outcome, index) => ({ by: `caller ${index}`, at, outcome })),
  );
  return { outcomes, applied, over, errors: told.flatMap(({ error }) => error ?? []) };
}

it('takes over a configuration that differs, and the next one over that', () => {
  expect(reloads({ ok: true, value: changed }, { ok: true, value: before })).toEqual({
    outcomes: [
      { ok: true, value: { hasChanged: true } },
      { ok: true, value: { hasChanged: true } },
    ],
    applied: [changed, before],
    over: [before, changed],
    errors: [],
  });
});

it('takes over nothing where nothing differs', () => {
  expect(reloads({ ok: true, value: { ...before } })).toEqual({
    outcomes: [{ ok: true, value: { hasChanged: false } }],
    applied: [],
    over: [before],
    errors: [],
  });
});

it('goes on with what it runs under where the new one is broken, and says why', () => {
  expect(reloads(broken, { ok: true, value: changed })).toEqual({
    outcomes: [
      { ok: false, failure: ['config.yaml:2:1: lokback: unknown option'] },
      { ok: true, value: { hasChanged: true } },
    ],
    applied: [changed],
    over: [before, before],
    errors: [],
  });
});

it('goes on with what it runs under where taking over the new one throws', () => {
  expect(reloads({ ok: true, value: untakable }, { ok: true, value: changed })).toEqual({
    outcomes: [
      { ok: false, failure: ['restore-test-monitor has a bug: TypeError: not a function'] },
      { ok: true, value: { hasChanged: true } },
    ],
    applied: [changed],
    over: [before, before],
    errors: [new TypeError('not a function')],
  });
});
