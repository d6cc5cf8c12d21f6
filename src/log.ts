import { type DestinationStream, type Logger, pino, stdTimeFunctions } from 'pino';
import pretty from 'pino-pretty';

import type { CallFailure } from './targets/call-failure.js';
import type { Target } from './targets/target.js';

export interface LogSettings {
  readonly level: 'debug' | 'info' | 'warn' | 'error';
  /** `pretty` on a terminal and `json` elsewhere where it is absent. */
  readonly format?: 'json' | 'pretty' | undefined;
}

/** One JSON object a line. It is written synchronously, so that the last lines before an exit are not lost. */
export function createLog(
  settings: LogSettings,
  stream: NodeJS.WriteStream & { readonly fd: number },
): Logger {
  const isPretty = (settings.format ?? (stream.isTTY ? 'pretty' : 'json')) === 'pretty';
  const destination: DestinationStream = isPretty
    ? pretty({ destination: stream, sync: true, colorize: stream.isTTY && !process.env['NO_COLOR'] })
    : pino.destination({ dest: stream.fd, sync: true });
  return pino(
    {
      level: settings.level,
      base: null,
      timestamp: stdTimeFunctions.isoTime,
      formatters: { level: (label) => ({ level: label }) },
      redact: [
        'externalId',
        '*.externalId',
        'credentials',
        '*.credentials',
        'authorization',
        '*.authorization',
      ],
    },
    destination,
  );
}

export function targetFields(target: Target) {
  return { account: target.accountId, accountName: target.accountName, region: target.region };
}

export function failureFields({ operation, reason, message, requestId }: CallFailure) {
  return { operation, reason, message, ...(requestId !== undefined && { requestId }) };
}
