import { canonicalResourceType } from '../../restores/resource-type.js';
import { InvalidResponse } from '../classify-error.js';

/** Halves of surrogate pairs are replaced: they can stand neither in a URL nor in a page. */
export function textField(value: unknown): string | undefined {
  return typeof value === 'string' && value !== '' ? value.toWellFormed() : undefined;
}

/** A resource type under the name by which restore testing knows it. */
export function resourceTypeField(value: unknown): string | undefined {
  const name = textField(value);
  return name === undefined ? undefined : canonicalResourceType(name);
}

export function numberField(value: unknown): number | undefined {
  return typeof value === 'number' && Number.isFinite(value) ? value : undefined;
}

/** @throws InvalidResponse where it is there and no date; `owner` is what has it, such as `a restore testing plan` */
export function dateField(value: unknown, owner: string, name: string): Date | undefined {
  if (value === undefined || value === null) return undefined;
  if (!(value instanceof Date) || !hasCommonYear(value)) {
    throw new InvalidResponse(`${owner} has an unreadable ${name}`);
  }
  return value;
}

/** RFC 3339, by which dates are written, has years of four digits. */
function hasCommonYear(date: Date): boolean {
  const year = date.getUTCFullYear();
  return year >= 0 && year <= 9999;
}

/** @throws InvalidResponse where the member is missing */
export function required<Value>(value: Value | undefined, owner: string, name: string): Value {
  if (value === undefined) throw new InvalidResponse(`${owner} has no ${name}`, 'missing_field');
  return value;
}
