/** Returns the value at a path such as `web.listenAddress`; undefined if there is none. */
export function getPath(value: unknown, path: string): unknown {
  return path.split('.').reduce(getField, value);
}

export function getField(value: unknown, key: string): unknown {
  return typeof value === 'object' && value !== null && key in value ? Reflect.get(value, key) : undefined;
}
