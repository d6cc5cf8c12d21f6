import { type DestinationStream, type Logger, pino, stdTimeFunctions } from 'pino';
import { describeCrash } from '../describe-crash.js';
import type { Result } from '../result.js';
import { type CallFailure, isOfOwnCredentials } from '../targets/call-failure.js';
import type { Target } from '../targets/target.js';
import { createLogOutput, type LogOutput, type LogStream } from './log-output.js';

export interface LogSettings {
  readonly level: 'debug' | 'info' | 'warn' | 'error';
  /** `pretty` on a terminal and `json` elsewhere where it is absent. */
  readonly format?: 'json' | 'pretty' | undefined;
}

export interface Log {
  readonly log: Logger;
  /** How many lines were dropped so far because nobody read them. */
  readonly droppedLines: () => number;
}

/** Creates the log of the process: one JSON object a line, or one text a line for people. */
export async function createLog(settings: LogSettings, stream: LogStream): Promise<Log> {
  const output = createLogOutput(stream, {
    resumed: (dropped) => log.warn({ dropped }, 'lines of this log were dropped while nobody read it'),
  });
  const isPretty = (settings.format ?? (stream.isTTY ? 'pretty' : 'json')) === 'pretty';
  const log = createLogger(settings, isPretty ? await prettyLines(output, stream.isTTY === true) : output);
  return { log, droppedLines: output.dropped };
}

async function prettyLines(output: LogOutput, isTerminal: boolean): Promise<DestinationStream> {
  const { prettyFactory } = await import('pino-pretty');
  const prettify = prettyFactory({ singleLine: true, colorize: isTerminal && !process.env['NO_COLOR'] });
  return { write: (line) => output.write(prettify(line)) };
}

function createLogger(settings: LogSettings, destination: DestinationStream): Logger {
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

export function logReload(
  log: Logger,
  outcome: Result<{ readonly hasChanged: boolean }, readonly string[]>,
  by: string,
): void {
  if (!outcome.ok) {
    log.error({ by, problems: outcome.failure }, 'configuration not reloaded; the one before is kept');
  } else if (outcome.value.hasChanged) log.info({ by }, 'configuration reloaded');
  else log.info({ by }, 'configuration is unchanged');
}

/** Logs each warning once, and how the renewal of credentials goes. */
export function credentialsLog(log: Logger) {
  const told = new Set<string>();
  return {
    renewals: (role?: string) => ({
      failed(failure: CallFailure, expiresAt: Date | undefined) {
        if (role !== undefined && isOfOwnCredentials(failure)) return;
        const fields = { ...(role !== undefined && { role }), ...failureFields(failure) };
        if (expiresAt !== undefined) {
          log.warn({ ...fields, expiresAt }, 'session could not be renewed; it is used until it ends');
        } else if (role === undefined) log.warn(fields, "the daemon's own credentials could not be loaded");
      },
      recovered() {
        log.info({ ...(role !== undefined && { role }) }, 'credentials are renewed again');
      },
    }),
    warned(message: string) {
      if (told.has(message)) return;
      told.add(message);
      log.warn(message);
    },
  };
}

export function targetFields(target: Target) {
  return { account: target.accountId, accountName: target.accountName, region: target.region };
}

export function failureFields({ operation, reason, message, requestId }: CallFailure) {
  return { operation, reason, message, ...(requestId !== undefined && { requestId }) };
}
