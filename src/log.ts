import { type DestinationStream, type Logger, pino, stdTimeFunctions } from 'pino';
import pretty from 'pino-pretty';

import { describeCrash } from './describe-crash.js';
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
      serializers: { err: describeCrash },
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

/** `problems` are the lines that tell what is wrong with the configuration. */
export function logReload(
  log: Logger,
  { problems, hasChanged }: { readonly problems: readonly string[]; readonly hasChanged: boolean },
  by: string,
): void {
  if (problems.length > 0) log.error({ by, problems }, 'configuration not reloaded; the one before is kept');
  else if (hasChanged) log.info({ by }, 'configuration reloaded');
  else log.info({ by }, 'configuration is unchanged');
}

export function targetFields(target: Target) {
  return { account: target.accountId, accountName: target.accountName, region: target.region };
}

export function failureFields({ operation, reason, message, requestId }: CallFailure) {
  return { operation, reason, message, ...(requestId !== undefined && { requestId }) };
}
