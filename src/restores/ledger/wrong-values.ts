const none: readonly string[] = [];

/** Lists the dates in a plain value that are none, and the numbers that are negative or not finite, each with its place. */
export function wrongValues(value: unknown): readonly string[] {
  if (typeof value === 'number') return value >= 0 && Number.isFinite(value) ? none : [`: ${value}`];
  if (typeof value !== 'object' || value === null) return none;
  if (value instanceof Date) return Number.isFinite(value.getTime()) ? none : [': no date'];
  const members: Iterable<[unknown, unknown]> = value instanceof Map ? value : Object.entries(value);
  let wrong = none;
  for (const [key, member] of members) {
    const places = wrongValues(member);
    if (places.length > 0) wrong = [...wrong, ...places.map((place) => `.${String(key)}${place}`)];
  }
  return wrong;
}
