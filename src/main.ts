#!/usr/bin/env node
import { CommanderError } from 'commander';
import { readBuildInfo } from './build-info.js';
import { createCli } from './cli.js';
import { withoutSecrets } from './without-secrets.js';

// The SDK would print a warning about Node 20 to stderr, between the lines of the log.
process.env['AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED'] ??= 'true';

// Node would print every property of the error, and those of the SDK hold what was sent and answered.
process.on('uncaughtException', (error: unknown) => {
  const told = error instanceof Error ? `${error.name}: ${error.message}` : String(error);
  const frames = error instanceof Error ? (error.stack?.match(/^ +at .*$/gm) ?? []) : [];
  process.stderr.write(`${[withoutSecrets(told), ...frames].join('\n')}\n`);
  process.exit(1);
});

const cli = createCli(
  {
    build: readBuildInfo(process.env),
    env: process.env,
    stdout: (text) => void process.stdout.write(text),
    stderr: (text) => void process.stderr.write(text),
  },
  (code) => {
    process.exitCode = code;
  },
);

try {
  await cli.parseAsync();
} catch (error) {
  if (!(error instanceof CommanderError)) throw error;
  process.exitCode = error.exitCode === 0 ? 0 : 2;
}
