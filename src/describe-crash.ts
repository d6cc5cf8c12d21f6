import { redact } from './redact.js';

/** An exception that nobody expected, as the log has it. */
export interface Crash {
  readonly type: string;
  readonly message: string;
  /** The error and its stack frames, one a line. */
  readonly stack: string;
}

/** Leaves out every property of the error but these: those of the SDK hold what was sent and answered. */
export function describeCrash(error: unknown): Crash {
  const type = error instanceof Error ? error.name : typeof error;
  const message = redact(error instanceof Error ? error.message : String(error));
  const frames = error instanceof Error ? (error.stack?.match(/^ +at .*$/gm) ?? []) : [];
  return { type, message, stack: [`${type}: ${message}`, ...frames].join('\n') };
}
