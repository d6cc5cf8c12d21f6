#!/usr/bin/env node
import { readBuildInfo } from './build-info.js';
import { runCli } from './cli.js';
import { describeCrash } from './describe-crash.js';

// The SDK would print a warning about Node 20 to stderr; the daemon logs its own.
process.env['AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED'] ??= 'true';

process.on('uncaughtException', (error: unknown) => {
  process.stderr.write(`${describeCrash(error).stack}\n`);
  process.exit(1);
});

process.exitCode = await runCli(process.argv.slice(2), {
  build: readBuildInfo(process.env),
  env: process.env,
  stdout: (text) => void process.stdout.write(text),
  stderr: (text) => void process.stderr.write(text),
  process,
});
