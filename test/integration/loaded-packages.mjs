import { writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';

// Preloaded into a command: writes the CommonJS packages that it has loaded when it ends, one a line.
const { cache } = createRequire(import.meta.url);

process.once('exit', () => {
  const names = Object.keys(cache).flatMap(
    (file) => /.*node_modules\/((?:@[^/]+\/)?[^/]+)/.exec(file)?.[1] ?? [],
  );
  writeFileSync(process.env['LOADED_PACKAGES'], [...new Set(names)].join('\n'));
});
