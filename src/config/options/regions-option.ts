import * as z from 'zod';
import { regionOption } from '../values/aws-names.js';

/** `all` stands for the regions that are enabled for the account. */
export type Regions = readonly string[] | 'all';

const list = z.array(regionOption()).min(1, { error: 'expected at least one region' });

export function regionsOption() {
  return z
    .union([list, z.literal('all')])
    .meta({ expects: 'a list, each entry an AWS region such as eu-central-1, or `all`' });
}
