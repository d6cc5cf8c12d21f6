import type { Config } from '../config/config.js';
import type { OmissionRule } from '../restores/omissions.js';

export function omissionRule({ omissions }: Pick<Config, 'omissions'>): OmissionRule {
  return { readings: omissions.readings, durationMs: omissions.duration };
}
