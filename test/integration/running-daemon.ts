import { writeFileSync } from 'node:fs';
import { eventually } from '../patience.js';
import { type ConfigInput, configText } from './daemon-config.js';
import { parseExposition, type Samples } from './exposition-lines.js';

export interface Exit {
  readonly code: number | null;
  readonly signal: NodeJS.Signals | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** A command that runs. */
export interface Run {
  readonly exited: Promise<Exit>;
  /** What it wrote so far, and how it ended where it has. */
  output(): Exit;
  kill(signal: NodeJS.Signals): void;
  /** The configuration file. */
  readonly file: string;
}

export interface Daemon {
  readonly url: string;
  /** The log so far, one object a line, without what depends on the release of Node.js that the tests run on. */
  log(): Record<string, unknown>[];
  /** Everything that it wrote so far. */
  output(): string;
  metrics(): Promise<Samples>;
  /** The metrics of the first scrape that satisfies `isReached`. */
  metricsWhen(isReached: (samples: Samples) => boolean, atRestMs?: number): Promise<Samples>;
  kill(signal: NodeJS.Signals): void;
  readonly exited: Promise<Exit>;
  /** The configuration file. */
  readonly file: string;
  /** Writes the file anew; a text as it is. */
  configure(config: ConfigInput | string): void;
}

/** How a test asks for a daemon, beside the simulator and the configuration. */
export type StartArguments = readonly [
  env?: Readonly<Record<string, string>>,
  address?: string,
  flags?: readonly string[],
];

/** The arguments of a daemon that serves at an address. */
export function serveArguments(address = '127.0.0.1:0', flags: readonly string[] = []): string[] {
  return ['serve', '--web.listen-address', address, ...flags];
}

/** The daemon that a command runs, when it serves. */
export async function whenServing({ exited, output, kill, file }: Run): Promise<Daemon> {
  const log = () =>
    output()
      .stdout.split('\n')
      .slice(0, -1)
      .map((line) => JSON.parse(line) as Record<string, unknown>)
      .filter((line) => line['endOfLife'] === undefined);
  const listening = await eventually(() => {
    const { code, stdout, stderr } = output();
    if (code !== null) throw new Error(`the daemon ended: ${stdout}${stderr}`);
    return log().find((line) => line['msg'] === 'listening')?.['address'];
  });
  const url = String(listening);
  const metrics = async () => parseExposition(await (await fetch(`${url}/metrics`)).text());
  return {
    url,
    log,
    output: () => output().stdout + output().stderr,
    metrics,
    metricsWhen: (isReached, atRestMs) =>
      eventually(async () => {
        const samples = await metrics();
        return isReached(samples) ? samples : undefined;
      }, atRestMs),
    kill,
    exited,
    file,
    configure: (next) => writeFileSync(file, typeof next === 'string' ? next : configText(next)),
  };
}
