import type { Operation } from '../../src/aws/operation.js';
import { findOperation, type OperationName } from '../../src/aws/operations.js';

/** The declaration of an operation. */
export function operationOf(name: OperationName): Operation {
  const operation = findOperation(name);
  if (operation === undefined) throw new Error(`${name} is not declared`);
  return operation;
}
