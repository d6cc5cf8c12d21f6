import { describe, expect, it } from '@jest/globals';
import * as fc from 'fast-check';
import { Counter, Gauge, Histogram, Registry } from 'prom-client';
import type { Family, FamilyTable, Place } from '../../src/metrics/family.js';
import { createTableRenderer } from '../../src/metrics/table-renderer.js';

interface Measured {
  readonly place: Place;
  readonly gauges: ReadonlyMap<string, number>;
  readonly counters: ReadonlyMap<string, number>;
  readonly observations: ReadonlyMap<string, readonly number[]>;
}

const bounds = [0.5, 5, 1e21];
const help = 'Counts C:\\temp and\nmore "things".';
const placeNames = ['aws_account_id', 'aws_account', 'aws_region'];

const families: readonly Family<Measured>[] = [
  {
    name: 'a_gauge',
    type: 'gauge',
    stability: 'stable',
    help,
    labels: ['of'],
    *samples({ gauges }) {
      for (const [of, value] of gauges) yield [[of], value];
    },
  },
  {
    name: 'a_total',
    type: 'counter',
    stability: 'stable',
    help,
    labels: ['of'],
    *samples({ counters }) {
      for (const [of, value] of counters) yield [[of], value];
    },
  },
  {
    name: 'a_duration_seconds',
    type: 'histogram',
    stability: 'stable',
    help,
    labels: ['of'],
    *samples({ observations }) {
      for (const [of, values] of observations) {
        const within = (low: number, high: number) =>
          values.filter((value) => value > low && value <= high).length;
        const edges = [Number.NEGATIVE_INFINITY, ...bounds, Number.POSITIVE_INFINITY];
        yield {
          labels: [of],
          bounds,
          counts: edges.slice(1).map((high, index) => within(edges[index] ?? 0, high)),
          sum: values.reduce((sum, value) => sum + value, 0),
        };
      }
    },
  },
];
const table: FamilyTable<Measured> = { families, place: (state) => state.place };

/** What prom-client writes for the same, without its empty lines and with `le` after the other labels, as Go has it. */
async function oracle(states: readonly Measured[]): Promise<string> {
  const registry = new Registry();
  const options = { help, labelNames: [...placeNames, 'of'], registers: [registry] };
  const gauge = new Gauge({ ...options, name: 'a_gauge' });
  const counter = new Counter({ ...options, name: 'a_total' });
  const histogram = new Histogram({ ...options, name: 'a_duration_seconds', buckets: bounds });
  for (const { place, gauges, counters, observations } of states) {
    const labels = (of: string) => ({
      aws_account_id: place.accountId,
      aws_account: place.accountName,
      aws_region: place.region,
      of,
    });
    for (const [of, value] of gauges) gauge.set(labels(of), value);
    for (const [of, value] of counters) counter.inc(labels(of), value);
    for (const [of, values] of observations) {
      histogram.zero(labels(of));
      for (const value of values) histogram.observe(labels(of), value);
    }
  }
  const blocks = (await registry.metrics()).split('\n\n');
  const withSamples = blocks.filter((block) => block.split('\n').length > 2 && /\n[^#]/.test(block));
  return withSamples
    .map((block) => `${block.trimEnd()}\n`)
    .join('')
    .replaceAll(/(\w+_bucket)\{(le="[^"]*"),([^\n]*)\} (\S+)\n/g, '$1{$3,$2} $4\n');
}

const hostileText = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 12 }),
  fc
    .array(fc.constantFrom('\\', '"', '\n', '\r', '}', '{', ',', '=', ' ', '#', 'n', '\u2028', 'ü', '🦊'), {
      maxLength: 8,
    })
    .map((parts) => parts.join('')),
);
const anyValue = fc.oneof(
  fc.double({ noNaN: true }),
  fc.integer(),
  fc.constantFrom(
    0,
    -0,
    1e21,
    1e-7,
    Number.POSITIVE_INFINITY,
    Number.NEGATIVE_INFINITY,
    Number.MAX_SAFE_INTEGER,
  ),
);
const mapOf = <T>(values: fc.Arbitrary<T>) =>
  fc
    .uniqueArray(fc.tuple(hostileText, values), { maxLength: 4, selector: ([of]) => of })
    .map((entries) => new Map(entries));
const measured = fc.record({
  place: fc.record({ accountId: hostileText, accountName: hostileText, region: hostileText }),
  gauges: mapOf(anyValue),
  counters: mapOf(fc.double({ min: 0, noNaN: true, noDefaultInfinity: true })),
  observations: mapOf(fc.array(fc.integer({ min: 0, max: 100 }), { maxLength: 6 })),
});
/** Their first labels tell them apart; commas and colons would run together in prom-client's own keys. */
const states = fc.array(measured, { maxLength: 3 }).map((all) =>
  all.map((state, index) => ({
    ...state,
    place: { ...state.place, accountId: `${index}${state.place.accountId}` },
  })),
);

const named = (accountName: string): Measured => ({
  place: { accountId: '111122223333', accountName, region: 'eu-west-1' },
  gauges: new Map([['a\\b\n"c"', 1.5]]),
  counters: new Map(),
  observations: new Map([['x', [1, 7]]]),
});

describe('the exposition', () => {
  it('is what prom-client writes, for hostile labels and values', async () => {
    await fc.assert(
      fc.asyncProperty(states, async (all) => {
        expect(createTableRenderer(table).render(all).join('')).toBe(await oracle(all));
      }),
      { numRuns: 500 },
    );
  });

  it('has the place first, escapes what the format has it escape, and writes each family as one block', () => {
    const place = 'aws_account_id="111122223333",aws_account="pay",aws_region="eu-west-1"';
    expect(
      createTableRenderer(table)
        .render([named('pay'), named('"')])
        .join(''),
    ).toBe(
      [
        '# HELP a_gauge Counts C:\\\\temp and\\nmore "things".',
        '# TYPE a_gauge gauge',
        `a_gauge{${place},of="a\\\\b\\n\\"c\\""} 1.5`,
        `a_gauge{${place.replace('pay', '\\"')},of="a\\\\b\\n\\"c\\""} 1.5`,
        '# HELP a_duration_seconds Counts C:\\\\temp and\\nmore "things".',
        '# TYPE a_duration_seconds histogram',
        ...[place, place.replace('pay', '\\"')].flatMap((each) => [
          `a_duration_seconds_bucket{${each},of="x",le="0.5"} 0`,
          `a_duration_seconds_bucket{${each},of="x",le="5"} 1`,
          `a_duration_seconds_bucket{${each},of="x",le="1e+21"} 2`,
          `a_duration_seconds_bucket{${each},of="x",le="+Inf"} 2`,
          `a_duration_seconds_sum{${each},of="x"} 8`,
          `a_duration_seconds_count{${each},of="x"} 2`,
        ]),
        '',
      ].join('\n'),
    );
  });

  it('asks a state once, however often it is rendered', () => {
    let asked = 0;
    const counting: FamilyTable<object> = {
      place: () => ({ accountId: '', accountName: '', region: '' }),
      families: [
        {
          name: 'a',
          type: 'gauge',
          stability: 'stable',
          help: 'A.',
          labels: [],
          samples: () => [[[], ++asked]],
        },
      ],
    };
    const renderer = createTableRenderer(counting);
    const [one, other] = [{}, {}];
    expect(renderer.render([one])).toEqual(renderer.render([one]));
    renderer.render([other, one]);
    expect(asked).toBe(2);
  });
});

it('renders a state once, and its versioned families once for each version', () => {
  const pair = ['a', 'b'].map((of) => ({ of }));
  const versions = new Map(pair.map((state) => [state, {}]));
  const renderings: string[] = [];
  const counting = (name: string): Family<{ of: string }> => ({
    name,
    type: 'gauge',
    stability: 'stable',
    help,
    labels: ['of'],
    *samples({ of }) {
      renderings.push(`${name} ${of}`);
      yield [[of], renderings.length];
    },
  });
  const renderer = createTableRenderer({
    families: [counting('kept'), { ...counting('joined'), isVersioned: true }],
    version: (state) => versions.get(state) ?? {},
  });
  renderer.render(pair);
  renderer.render(pair);
  expect(renderings).toEqual(['kept a', 'joined a', 'kept b', 'joined b']);
  const [a] = pair;
  if (a !== undefined) versions.set(a, {});
  const lines = renderer.render(pair).filter((part) => !part.startsWith('#'));
  expect(lines).toEqual(['kept{of="a"} 1\n', 'kept{of="b"} 3\n', 'joined{of="a"} 5\n', 'joined{of="b"} 4\n']);
  expect(renderings.slice(4)).toEqual(['joined a']);
});
