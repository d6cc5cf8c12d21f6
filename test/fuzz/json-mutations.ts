import * as fc from 'fast-check';

/** One change of a JSON text: of the value at some place in it, or of the text itself. */
export interface Mutation {
  readonly place: number;
  readonly change: Change;
}

type Change =
  | { readonly kind: 'replace'; readonly by: unknown }
  | { readonly kind: 'remove' | 'repeat' | 'swap' | 'rename' | 'wrap' }
  | { readonly kind: 'cut' }
  | { readonly kind: 'splice'; readonly text: string };

type Holder = Record<string, unknown> | unknown[];

const deep = (depth: number): unknown => (depth === 0 ? 'bottom' : [deep(depth - 1)]);

const hostileValues: readonly unknown[] = [
  null,
  true,
  '',
  0,
  -1,
  1.5,
  1e15,
  -1e15,
  8.64e12,
  9e12,
  Number.MAX_VALUE,
  'NaN',
  'Infinity',
  '1e400',
  '-0',
  '2026-03-02T06:00:00Z',
  '0000-00-00',
  '\u0000',
  'a"b\\c\nd',
  'e\u0301\u202e\ud800',
  '__proto__',
  'constructor',
  'arn:aws:backup:eu-west-1:111122223333:restore-testing-plan:',
  'arn:::::::',
  'cron(* * * * ? *)',
  'rate(0 days)',
  'COMPLETED',
  'x'.repeat(100_000),
  [],
  {},
  [null],
  { toString: 1, valueOf: 'x' },
  deep(500),
];

const change: fc.Arbitrary<Change> = fc.oneof(
  {
    weight: 6,
    arbitrary: fc.record({ kind: fc.constant('replace' as const), by: fc.constantFrom(...hostileValues) }),
  },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('replace' as const), by: fc.jsonValue() }) },
  {
    weight: 4,
    arbitrary: fc.record({ kind: fc.constantFrom('remove', 'repeat', 'swap', 'rename', 'wrap') }),
  },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('cut' as const) }) },
  {
    weight: 1,
    arbitrary: fc.record({
      kind: fc.constant('splice' as const),
      text: fc.constantFrom('\u0000', '}', ']', ',', '"', '1e400', '\ufeff', '{"__proto__":{"polluted":1},'),
    }),
  },
);

export const mutations: fc.Arbitrary<Mutation[]> = fc.array(fc.record({ place: fc.nat(), change }), {
  minLength: 1,
  maxLength: 4,
});

/** A text that is no JSON is changed as a text. */
export function mutate(json: string, changes: readonly Mutation[]): string {
  return changes.reduce(mutateOnce, json);
}

function mutateOnce(text: string, { place, change: to }: Mutation): string {
  if (to.kind === 'cut') return text.slice(0, place % (text.length + 1));
  if (to.kind === 'splice') {
    const at = place % (text.length + 1);
    return text.slice(0, at) + to.text + text.slice(at);
  }
  const root = parsed(text);
  if (root === undefined) return text;
  const holders: Holder = [root];
  const places = placesIn(holders);
  const [holder, key] = places[place % places.length] ?? [holders, '0'];
  alter(holder, key, to);
  return JSON.stringify(holders[0]) ?? '';
}

function alter(holder: Holder, key: string, to: Exclude<Change, { kind: 'cut' | 'splice' }>): void {
  const value: unknown = Reflect.get(holder, key);
  switch (to.kind) {
    case 'replace':
      put(holder, key, to.by);
      break;
    case 'wrap':
      put(holder, key, [value]);
      break;
    case 'remove':
      if (Array.isArray(holder)) holder.splice(Number(key), 1);
      else Reflect.deleteProperty(holder, key);
      break;
    case 'repeat':
      if (Array.isArray(holder)) holder.push(value, value);
      else put(holder, `${key}Again`, value);
      break;
    case 'swap':
      if (Array.isArray(holder)) holder.reverse();
      else put(holder, key, Object.values(holder)[0]);
      break;
    case 'rename':
      if (Array.isArray(holder)) break;
      Reflect.deleteProperty(holder, key);
      put(holder, key.toLowerCase(), value);
  }
}

function put(holder: Holder, key: string, value: unknown): void {
  Object.defineProperty(holder, key, { value, enumerable: true, configurable: true, writable: true });
}

function placesIn(holder: Holder): Array<readonly [Holder, string]> {
  return Object.entries(holder).flatMap(([key, value]) => [
    [holder, key] as const,
    ...(isHolder(value) ? placesIn(value) : []),
  ]);
}

function isHolder(value: unknown): value is Holder {
  return typeof value === 'object' && value !== null;
}

function parsed(text: string): unknown {
  try {
    const value: unknown = JSON.parse(text);
    return value;
  } catch {
    return undefined;
  }
}
