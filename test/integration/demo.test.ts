import { expect, it } from '@jest/globals';
import { eventually } from '../patience.js';
import { runProcess } from './daemon-process.js';

it('prints the address that it serves at, one line for each event, and none for each failure', async () => {
  const { child, exited, output } = runProcess(
    ['demo', '--web.listen-address', '127.0.0.1:0', '--web.telemetry-path', '/figures'],
    {},
  );
  const url = await eventually(() => /Open +(http:\S+)\/\n/.exec(output().stdout)?.[1]);
  expect((await fetch(`${url}/figures`)).status).toBe(200);
  expect(output().stdout).toContain(`curl -s ${url}/figures | grep`);
  expect(output().stdout).not.toContain('10066');
  const event = /^ {2}\d\d:\d\d:\d\d [✓✗] [\w-]+ \w+ [\w-]+ \w+$/m;
  await eventually(() => event.exec(output().stdout)?.[0]);
  await eventually(
    () => /^ {2}[\d:]+ ✗ cannot read .*legacy-erp.*: AssumeRole \w+$/m.exec(output().stdout)?.[0],
  );
  child.kill('SIGINT');
  expect(await exited).toMatchObject({ code: 0, stderr: '' });
});

it('refuses a configuration file, which it would not read', async () => {
  const { exited } = runProcess(['demo', '--config.file', 'mine.yaml'], {});
  expect(await exited).toMatchObject({
    code: 2,
    stdout: '',
    stderr: expect.stringMatching(/^error: demo has a configuration of its own; leave out --config\.file$/m),
  });
});
