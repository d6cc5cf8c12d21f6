import type { FaultKind } from '../faults/fault-rule.js';

export interface RecordedRequest {
  /** `unknown` for a path or an action that the simulator does not serve. */
  readonly operation: string;
  /** The caller's account, for AssumeRole that of the role; undefined where the signature was refused. */
  readonly accountId: string | undefined;
  readonly region: string | undefined;
  readonly query: Readonly<Record<string, string>>;
  /** Undefined where no answer was sent. */
  readonly status: number | undefined;
  readonly fault: FaultKind | undefined;
}
