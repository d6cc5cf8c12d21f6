/** An option that a flag and an environment variable set above the file. */
export interface Override {
  /** The option's place in the file. */
  readonly path: string;
  readonly flag: `--${string}`;
  readonly placeholder: string;
  readonly variable: `RESTORE_TEST_MONITOR_${string}`;
}

export const overrides = [
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
] as const satisfies readonly Override[];

/** The flag and the variable that name the file itself. */
export const configFile = {
  flag: '--config.file',
  placeholder: '<path>',
  variable: 'RESTORE_TEST_MONITOR_CONFIG_FILE',
  help: 'The configuration file. Without one, everything has its default.',
} as const;
