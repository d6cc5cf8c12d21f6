import { isNativeError } from 'node:util/types';

/** Jest runs a test with an `Error` of its own; without this, the SDK and we would not know Node's for errors. */
export function knowErrorsOfNode(): void {
  const isOrdinaryInstance = Function.prototype[Symbol.hasInstance];
  Object.defineProperty(Error, Symbol.hasInstance, {
    configurable: true,
    value(this: unknown, value: unknown) {
      return isOrdinaryInstance.call(this, value) || (this === Error && isNativeError(value));
    },
  });
}
