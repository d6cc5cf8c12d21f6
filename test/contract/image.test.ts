import { readFileSync } from 'node:fs';
import { expect, it } from '@jest/globals';
import { loadConfig } from '../../src/config/load-config.js';

const dockerfile = readFileSync('Dockerfile', 'utf8');

it('names the version of the manifest', () => {
  const { version } = JSON.parse(readFileSync('package.json', 'utf8'));
  expect(dockerfile).toContain(`\nARG VERSION=${version}\n`);
});

it('exposes the port that its configuration listens on', () => {
  const loaded = loadConfig({ file: 'config/container.yaml', flags: {}, env: { AWS_REGION: 'eu-west-1' } });
  const port = loaded.ok ? loaded.value.web.listenAddress.port : undefined;
  expect(dockerfile).toContain(`\nEXPOSE ${port}\n`);
});

it('is given what it copies and nothing else', () => {
  const [all, ...given] = readFileSync('.dockerignore', 'utf8').trim().split('\n');
  const copied = [...dockerfile.matchAll(/^COPY (?!--from)(.+) \S+$/gm)].flatMap(([, paths = '']) =>
    paths.split(' '),
  );
  const roots = copied.map((path) => `!${path.split('/')[0]}`);
  expect(all).toBe('*');
  expect(given.toSorted()).toEqual([...new Set(roots)].toSorted());
});
