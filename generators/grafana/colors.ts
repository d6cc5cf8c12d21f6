import {
  MappingType,
  type Threshold,
  type ThresholdsConfig,
  ThresholdsMode,
  type ValueMapping,
} from '@grafana/schema';

export const good = 'green';
export const fair = 'blue';
export const doubtful = 'orange';
export const bad = 'red';
export const neutral = 'text';

/** Colours from a value on; the first one is that of everything below. */
export function thresholds(
  first: string,
  ...steps: readonly [value: number, color: string][]
): ThresholdsConfig {
  const others = steps.map(([value, color]): Threshold => ({ value, color }));
  return { mode: ThresholdsMode.Absolute, steps: [{ value: null, color: first }, ...others] };
}

/** Nothing is well; one is bad. */
export const noneWanted = thresholds(good, [1, bad]);

/** The words, and colours, for values. */
export function mapping(
  words: Readonly<Record<string, readonly [text: string, color: string]>>,
): ValueMapping[] {
  const results = Object.entries(words).map(([value, [text, color]], index) => [
    value,
    { text, color, index },
  ]);
  return [{ type: MappingType.ValueToText, options: Object.fromEntries(results) }];
}

/** A moment that has not come yet is 0. */
export const never = mapping({ 0: ['never', bad] });
