import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { createCli } from '../../../src/cli.js';
import { makeCertificate } from '../../web-config/certificates.js';
import { ciNames, render } from './real-helm.js';
import { mount } from './rendered-pod.js';

let directory: string;
/** What somebody else brings along, by its place in the volume. */
let others: Readonly<Record<string, string>>;

beforeAll(() => {
  directory = mkdtempSync(join(tmpdir(), 'restore-test-monitor-configuration-'));
  const { cert, key } = makeCertificate(directory, { name: 'localhost', isCa: true });
  others = { 'web/tls.crt': cert, 'web/tls.key': key, 'web/ca.crt': cert };
});

afterAll(() => rmSync(directory, { recursive: true }));

it.each(ciNames)('%s has files and flags that the daemon takes', async (name) => {
  const manifests = await render('v4.1', name);
  const args = mount(manifests, directory, others);
  expect(await run([...args, 'check-config'])).toEqual({
    code: 0,
    stdout: expect.stringContaining('config.yaml: valid: '),
    stderr: '',
  });
});

async function run(args: readonly string[]) {
  const result = { code: -1, stdout: '', stderr: '' };
  const cli = createCli(
    {
      build: { version: '', revision: '' },
      env: { AWS_REGION: 'eu-central-1', EXTERNAL_ID: 'external', HOSTNAME: 'restore-test-monitor-0' },
      stdout: (text) => {
        result.stdout += text;
      },
      stderr: (text) => {
        result.stderr += text;
      },
      process,
    },
    (code) => {
      result.code = code;
    },
  );
  await cli.parseAsync(['node', 'main.js', ...args]).catch(() => {});
  return result;
}
