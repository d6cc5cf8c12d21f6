// Prints "PASSED FAILED" of a JSON report of Jest, and the name of each failing test to stderr.
import { existsSync, readFileSync } from 'node:fs';
import { relative } from 'node:path';

const [reportFile, exitCode] = process.argv.slice(2);

const failing = [];
let passed = 0;
if (existsSync(reportFile)) {
  const report = JSON.parse(readFileSync(reportFile, 'utf8'));
  passed = report.numPassedTests;
  for (const { name, status, assertionResults } of report.testResults) {
    const file = relative(process.cwd(), name);
    const failed = assertionResults.filter((test) => test.status === 'failed');
    failing.push(...failed.map((test) => `${file}: ${test.fullName}`));
    if (status === 'failed' && failed.length === 0) failing.push(`${file}: could not run`);
  }
} else {
  failing.push('no report');
}
if (exitCode !== '0' && failing.length === 0) failing.push(`exit code ${exitCode}`);
if (exitCode === '0' && passed === 0 && failing.length === 0) failing.push('no test ran');

for (const name of failing) console.error(name.replaceAll('\n', ' '));
console.log(`${passed} ${failing.length}`);
