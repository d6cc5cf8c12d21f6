import type { RefusedRow } from '../../targets/refused-row.js';
import { InvalidResponse } from '../classify-error.js';
import type { Operation } from '../operation.js';
import { sdkErrorMessage } from '../sdk-error.js';

/** The mapping of one row of an answer, and its identity. */
export interface RowReading<Raw, Row> {
  /** @throws InvalidResponse if the row lacks a field that it cannot be used without */
  readonly map: (raw: Raw) => Row;
  /** Returns what a row is about, also if it cannot be mapped; undefined if it does not say. */
  readonly identify: (raw: Raw) => string | undefined;
}

/** Maps one row, or refuses it with the reason. */
export function readRow<Raw, Row>(
  raw: Raw,
  operation: Operation,
  { map, identify }: RowReading<Raw, Row>,
): { readonly read: Row } | { readonly refused: RefusedRow } {
  if (typeof raw !== 'object' || raw === null) {
    const message = `${operation.name} answered with a row that has no fields`;
    return { refused: { operation: operation.name, reason: 'invalid_field', message } };
  }
  try {
    return { read: map(raw) };
  } catch (error) {
    if (!(error instanceof InvalidResponse)) throw error;
    const id = identify(raw);
    const { refusal: reason } = error;
    return {
      refused: {
        operation: operation.name,
        reason,
        message: sdkErrorMessage(error),
        ...(id !== undefined && { id }),
      },
    };
  }
}
