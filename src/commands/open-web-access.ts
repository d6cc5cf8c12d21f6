import type { Logger } from 'pino';
import type { Config } from '../config/config.js';
import { createPasswordComparison } from '../http/compare-passwords.js';
import type { WebAccess } from '../http/listener.js';
import { warnOfRefusals } from '../log/warn-of-refusals.js';
import type { WebConfig } from '../web-config/web-config.js';
import { openWebConfig } from '../web-config/web-config-source.js';
import { formatProblem, type Parsed } from '../yaml/yaml-source.js';

export interface OpenedWebAccess {
  /** Absent without a web configuration file. */
  readonly access?: WebAccess;
  close(): Promise<void>;
}

/** Opens the web configuration file; from then on, follows its changes. */
export function openWebAccess({ web }: Config, log: Logger): Parsed<OpenedWebAccess> {
  const file = web.configFile;
  if (file === undefined) return { ok: true, value: { close: () => Promise.resolve() } };
  const warn = ({ warnings }: WebConfig) => {
    for (const warning of warnings) log.warn({ file, warning }, 'web configuration');
  };
  const opened = openWebConfig(file, {
    changed(config) {
      log.info({ file }, 'web configuration read again');
      warn(config);
    },
    broken: (problems) =>
      log.error(
        { problems: problems.map(formatProblem) },
        'web configuration is wrong: every request is answered with 500 until it is mended',
      ),
  });
  if (!opened.ok) return opened;
  const config = opened.value.current();
  if (config !== undefined) warn(config);
  const passwords = createPasswordComparison();
  const access: WebAccess = {
    source: opened.value,
    compare: passwords.compare,
    refused: warnOfRefusals(log),
  };
  return { ok: true, value: { access, close: passwords.close } };
}
