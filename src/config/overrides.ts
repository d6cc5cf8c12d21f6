/** An option that a flag and an environment variable set above the file. */
export interface Override {
  /** The option's place in the file. */
  readonly path: string;
  readonly flag: `--${string}`;
  /** Absent: the flag stands for `true`, by itself. */
  readonly placeholder?: string;
  readonly variable: `RESTORE_TEST_MONITOR_${string}`;
}

export const overrides: readonly Override[] = [
  {
    path: 'web.listenAddress',
    flag: '--web.listen-address',
    placeholder: '<address>',
    variable: 'RESTORE_TEST_MONITOR_WEB_LISTEN_ADDRESS',
  },
  {
    path: 'web.telemetryPath',
    flag: '--web.telemetry-path',
    placeholder: '<path>',
    variable: 'RESTORE_TEST_MONITOR_WEB_TELEMETRY_PATH',
  },
  {
    path: 'web.configFile',
    flag: '--web.config.file',
    placeholder: '<path>',
    variable: 'RESTORE_TEST_MONITOR_WEB_CONFIG_FILE',
  },
  {
    path: 'web.enableLifecycle',
    flag: '--web.enable-lifecycle',
    variable: 'RESTORE_TEST_MONITOR_WEB_ENABLE_LIFECYCLE',
  },
  {
    path: 'config.enableAutoReload',
    flag: '--config.enable-auto-reload',
    variable: 'RESTORE_TEST_MONITOR_CONFIG_ENABLE_AUTO_RELOAD',
  },
  {
    path: 'config.autoReloadInterval',
    flag: '--config.auto-reload-interval',
    placeholder: '<duration>',
    variable: 'RESTORE_TEST_MONITOR_CONFIG_AUTO_RELOAD_INTERVAL',
  },
  {
    path: 'log.level',
    flag: '--log.level',
    placeholder: '<level>',
    variable: 'RESTORE_TEST_MONITOR_LOG_LEVEL',
  },
  {
    path: 'log.format',
    flag: '--log.format',
    placeholder: '<format>',
    variable: 'RESTORE_TEST_MONITOR_LOG_FORMAT',
  },
  {
    path: 'sharding.shard',
    flag: '--shard',
    placeholder: '<number|auto>',
    variable: 'RESTORE_TEST_MONITOR_SHARD',
  },
  {
    path: 'sharding.totalShards',
    flag: '--total-shards',
    placeholder: '<number>',
    variable: 'RESTORE_TEST_MONITOR_TOTAL_SHARDS',
  },
];

/** The flag as the help shows it. */
export function usageOf({ flag, placeholder }: Pick<Override, 'flag' | 'placeholder'>): string {
  return placeholder === undefined ? flag : `${flag} ${placeholder}`;
}

/** The flag and the variable that name the file itself. */
export const configFile = {
  flag: '--config.file',
  placeholder: '<path>',
  variable: 'RESTORE_TEST_MONITOR_CONFIG_FILE',
  help: 'The configuration file. Without one, everything has its default.',
} as const;
