import type { SessionSettings } from './aws/create-sessions.js';
import type { BuildInfo } from './build-info.js';
import type { Config } from './config/config.js';

/** What the configuration says of calls to AWS. */
export function sessionSettings(config: Config, build: BuildInfo): SessionSettings {
  const { aws, retry } = config;
  return {
    retry: {
      attempts: retry.attempts,
      delayMs: retry.delay,
      throttleDelayMs: retry.throttleDelay,
      maxDelayMs: retry.maxDelay,
    },
    requestsPerSecond: config.rateLimit,
    connectionTimeoutMs: aws.connectionTimeout,
    requestTimeoutMs: aws.requestTimeout,
    roleSession: { name: aws.roleSessionName, durationMs: aws.roleSessionDuration },
    stsRegion: aws.stsRegion,
    credentialsDeadlineMs: config.poll.deadline,
    userAgent: `restore-test-monitor/${build.version}`,
  };
}
