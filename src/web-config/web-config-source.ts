import { type FileText, readConfigFile } from '../config/read-config-file.js';
import type { Emit } from '../events.js';
import { sourceProblem } from '../problems/problem.js';
import type { Parsed } from '../yaml/yaml-source.js';
import { loadWebConfig } from './load-web-config.js';
import type { WebConfig } from './web-config.js';

/** The web configuration of a running server. */
export interface WebConfigSource {
  /** True if TLS was on at the start. A reload cannot change it. */
  readonly isTls: boolean;
  /** Returns the configuration of now; undefined if the files are wrong, so that nothing may be served. */
  current(): WebConfig | undefined;
}

export type WebConfigEvents = 'webConfigurationRead' | 'webConfigurationBroken' | 'webConfigurationWarned';

/** A web configuration that is good at the start. */
export interface OpenedWebConfig {
  /** Reads the files again at each `current()` of the source, and what they say only where a byte has changed. */
  follow(emit: Emit<WebConfigEvents>): WebConfigSource;
}

export function openWebConfig(file: string): Parsed<OpenedWebConfig> {
  const read = createReader(file);
  const first = read();
  if (!first.ok) return first;
  return { ok: true, value: { follow: (emit) => followWebConfig(file, first, read, emit) } };
}

function followWebConfig(
  file: string,
  first: Extract<Parsed<WebConfig>, { ok: true }>,
  read: () => Parsed<WebConfig>,
  emit: Emit<WebConfigEvents>,
): WebConfigSource {
  const isTls = first.value.tls !== undefined;
  let seen: Parsed<WebConfig> = first;
  let last: Parsed<WebConfig> = first;

  function warnOf({ warnings }: WebConfig): void {
    for (const warning of warnings) emit('webConfigurationWarned', { file, warning });
  }

  function take(now: Parsed<WebConfig>): void {
    seen = now;
    last = sameScheme(now, isTls, file);
    if (last.ok) {
      emit('webConfigurationRead', { file });
      warnOf(last.value);
    } else emit('webConfigurationBroken', { problems: last.failure });
  }

  warnOf(first.value);
  return {
    isTls,
    current() {
      const now = read();
      if (now !== seen) take(now);
      return last.ok ? last.value : undefined;
    },
  };
}

/** A listening server cannot change between HTTP and HTTPS. */
function sameScheme(now: Parsed<WebConfig>, isTls: boolean, file: string): Parsed<WebConfig> {
  if (!now.ok || isTls === (now.value.tls !== undefined)) return now;
  const message = `TLS was ${isTls ? 'on' : 'off'} when the daemon started; restart it to turn it ${isTls ? 'off' : 'on'}`;
  return {
    ok: false,
    failure: [{ ...sourceProblem('needs-restart', file, message), path: 'tls_server_config' }],
  };
}

/** Creates a reader that returns its last result while the contents of the files are the same. */
function createReader(file: string): () => Parsed<WebConfig> {
  let last: { readonly seen: ReadonlyMap<string, FileText>; readonly result: Parsed<WebConfig> } | undefined;
  return () => {
    if (last !== undefined && [...last.seen].every(holdsTheSame)) return last.result;
    const seen = new Map<string, FileText>();
    const result = loadWebConfig(file, (path) => {
      const text = seen.get(path) ?? readConfigFile(path);
      seen.set(path, text);
      return text;
    });
    last = { seen, result };
    return result;
  };
}

function holdsTheSame([path, before]: [string, FileText]): boolean {
  const now = readConfigFile(path);
  if (before.ok) return now.ok && now.value === before.value;
  return !now.ok && now.failure === before.failure;
}
