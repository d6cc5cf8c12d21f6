import { type DestinationStream, type Logger, pino, stdTimeFunctions } from 'pino';
import { describeCrash } from '../describe-crash.js';
import { createLogOutput, type LogOutput, type LogStream } from './log-output.js';

export interface LogSettings {
  readonly level: 'debug' | 'info' | 'warn' | 'error';
  /** `pretty` on a terminal and `json` elsewhere where it is absent. */
  readonly format?: 'json' | 'pretty' | undefined;
}

export interface Log {
  readonly log: Logger;
  /** Counts the lines dropped so far because nobody read them. */
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
