import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { grafanaFiles } from './grafana-files.js';

for (const { path, content } of grafanaFiles()) {
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, content);
  console.log(path);
}
