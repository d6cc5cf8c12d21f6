import { isDeepStrictEqual } from 'node:util';

/** Makes a thing of settings, and hands out the same one for as long as the settings stay equal. */
export function memoizeLatest<Settings, Thing>(make: (settings: Settings) => Thing) {
  let latest: { readonly settings: Settings; readonly thing: Thing } | undefined;
  return (settings: Settings): Thing => {
    if (latest === undefined || !isDeepStrictEqual(latest.settings, settings)) {
      latest = { settings, thing: make(settings) };
    }
    return latest.thing;
  };
}
