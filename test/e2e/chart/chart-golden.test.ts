import { readFileSync, writeFileSync } from 'node:fs';
import { expect, it } from '@jest/globals';
import { chart, ciFile, helm, template } from './real-helm.js';

const directory = 'test/e2e/chart/golden';
const isUpdate = process.env['UPDATE_GOLDEN'] === '1';

/** Together they hold every kind of manifest that has no file of its own in config/. */
const manifests = [
  'default',
  'accounts',
  'shards',
  'web-config',
  'service-monitor',
  'pod-monitor',
  'own-rules',
  'network-policy',
  'vertical-pod-autoscaler',
  'irsa',
  'extras',
  'names',
];

const notes = ['default', 'irsa', 'shards', 'service-monitor', 'web-config', 'web-config-existing'];

it.each(manifests)('%s is rendered as its golden file has it', async (name) => {
  const text = await template('v4.1', [ciFile(name)]);
  expect(text).toBe(golden(`${name}.yaml`, text));
});

it.each(notes)('%s has the notes of its golden file', async (name) => {
  const args = ['install', 'backup', chart, '--namespace', 'monitoring', '--values', ciFile(name)];
  const { stdout } = await helm('v4.1', ...args, '--dry-run=client');
  const text = stdout.slice(stdout.indexOf('NOTES:\n'));
  expect(text).toBe(golden(`${name}.notes.txt`, text));
});

function golden(name: string, text: string): string {
  if (isUpdate) writeFileSync(`${directory}/${name}`, text);
  return readFileSync(`${directory}/${name}`, 'utf8');
}
