import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from '@jest/globals';
import { stringify } from 'yaml';
import { checkConfigs } from '../../src/commands/check-config.js';
import { serve } from '../aws/tiny-server.js';
import { temporaryDirectory } from '../temporary-directory.js';

const exposition = { status: 200, body: readFileSync('test/golden/exceptions/metrics.prom', 'utf8') };

async function check(config: object, against?: string) {
  const file = join(temporaryDirectory(), 'config.yaml');
  writeFileSync(file, stringify({ regions: ['eu-west-1'], ...config }));
  const written = { stdout: '', stderr: '' };
  const code = await checkConfigs(
    {
      file,
      flags: {},
      env: {},
      now: new Date('2026-03-02T06:00:00Z'),
      stdout: (text) => {
        written.stdout += text;
      },
      stderr: (text) => {
        written.stderr += text;
      },
    },
    [],
    against,
  );
  return {
    code,
    stdout: written.stdout.replaceAll(file, 'FILE'),
    stderr: written.stderr.replaceAll(file, 'FILE'),
  };
}

const gap = { reason: 'It is known.', until: '2026-12-31' };

it('names the objectives and exceptions that fit nothing in the metrics of a daemon', async () => {
  const url = await serve(exposition);
  const objectives = [
    { name: 'by plan', plan: 'drill', resources: ['*:db:orders'] },
    { name: 'by account', accounts: ['payments'], resourceType: 'RDS' },
    { name: 'of nobody', accounts: ['nobody'] },
    { name: 'by resource', resources: ['arn:aws:s3:::archive'] },
    { plan: 'retired' },
    { name: 'by tag', tags: ['tier'] },
    { plan: 'daily' },
    { plan: 'dail' },
  ];
  const exceptions = [
    { ...gap, resources: ['*:db:legacy'] },
    { ...gap, name: 'plan', plan: 'drill' },
    { ...gap, createdResources: ['*:awsbackup-restore-test-0f1e2d3c'] },
    { ...gap, createdResources: ['*:awsbackup-restore-test-2'] },
    { ...gap, name: 'gone', plan: 'retired' },
    { ...gap, vaults: ['Default'] },
  ];
  const idle = [
    'objectives[2] (of nobody)',
    'objectives[4]',
    'objectives[7]',
    'exceptions[3]',
    'exceptions[4] (gone)',
  ];
  const why = 'metrics do not show organizational units, vaults and all tags';
  expect(await check({ tags: { keys: ['tier'] }, objectives, exceptions }, url)).toEqual({
    code: 0,
    stdout: expect.stringContaining(
      `\nFILE: not compared, because ${why}: objectives[5] (by tag), exceptions[5]\n`,
    ),
    stderr: idle.map((each) => `FILE: warning: ${each} fits nothing that ${url} shows\n`).join(''),
  });
});

it('says nothing more where all of them fit', async () => {
  const url = await serve(exposition);
  const alone = await check({ objectives: [{}] });
  expect(alone).toEqual({ code: 0, stdout: expect.stringContaining(': valid: '), stderr: '' });
  expect(await check({ objectives: [{}] }, url)).toEqual(alone);
});

it('fails where the daemon does not answer, or with something else', async () => {
  const url = await serve({ status: 404 });
  expect(await check({}, url)).toMatchObject({ code: 1, stderr: `${url}: answered with 404\n` });
  const nobody = await check({}, 'http://127.0.0.1:1/metrics');
  expect(nobody).toMatchObject({
    code: 1,
    stderr: expect.stringMatching(/^http:\/\/127\.0\.0\.1:1\/metrics: did not answer: .+\n$/),
  });
});

it('asks nobody about a configuration that is not valid', async () => {
  expect(await check({ lookback: 'month' }, 'http://127.0.0.1:1/metrics')).toMatchObject({ code: 2 });
});
