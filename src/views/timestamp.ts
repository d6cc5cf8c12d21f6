import * as z from 'zod';

/** A moment in RFC 3339, in UTC. */
export const timestamp = z.iso.datetime();

export function timestampOf(moment: Date): string;
export function timestampOf(moment: Date | undefined): string | undefined;
export function timestampOf(moment: Date | undefined): string | undefined {
  return moment?.toISOString();
}
