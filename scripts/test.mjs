import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

// `npm test`: every check and every test, the quick ones first. One that fails does not keep the others from running,
// so that a single run says everything. With arguments only the tests that they name: npm test -- src/features/items

const ROOT = dirname(dirname(fileURLToPath(import.meta.url)));
const scratch = mkdtempSync(join(tmpdir(), 'clearance-results-'));
const results = join(scratch, 'tests.json');
process.on('exit', () => rmSync(scratch, { recursive: true, force: true }));

const named = process.argv.slice(2);
const vitest = [
  'vitest',
  'run',
  '--reporter=default',
  '--reporter=json',
  `--outputFile.json=${results}`,
  ...named,
];
const checks = [
  { name: 'imports', command: ['node', 'scripts/check-imports.mjs'] },
  { name: 'lint', command: ['npm', 'run', '--silent', 'lint'] },
  { name: 'format', command: ['npm', 'run', '--silent', 'format:check'] },
  { name: 'types', command: ['npm', 'run', '--silent', 'typecheck'] },
  { name: 'build', command: ['node', 'scripts/build-if-needed.mjs'] },
  { name: 'openapi', command: ['npm', 'run', '--silent', 'openapi:check'] },
  { name: 'api lint', command: ['node', 'scripts/lint-openapi.mjs'] },
  { name: 'sbom', command: ['node', 'scripts/sbom.mjs', '--check'] },
];
const steps = [...(named.length === 0 ? checks : []), { name: 'tests', command: vitest }];

const outcomes = steps.map(({ name, command: [program, ...args] }) => {
  console.log(`\n== ${name}`);
  const started = performance.now();
  const { status, error } = spawnSync(program, args, { cwd: ROOT, stdio: 'inherit', env: environment() });
  if (error) console.error(error.message);
  return { name, ok: status === 0, seconds: (performance.now() - started) / 1000 };
});

console.log('');
for (const { name, ok, seconds } of outcomes)
  console.log(`${ok ? 'ok    ' : 'FAILED'}  ${name.padEnd(8)}  ${seconds.toFixed(1).padStart(6)} s`);
console.log(counts());
process.exitCode = outcomes.every(({ ok }) => ok) ? 0 : 1;

/** The tools of this project come first, also when this file is started without npm. */
function environment() {
  return { ...process.env, PATH: `${join(ROOT, 'node_modules', '.bin')}:${process.env.PATH}` };
}

/** A file that could not be read as tests counts as a failure. */
function counts() {
  if (!existsSync(results)) return 'tests: 0 passed, 1 failed';
  const read = JSON.parse(readFileSync(results, 'utf8'));
  const broken = read.testResults.filter(
    (file) => file.status === 'failed' && file.assertionResults.length === 0,
  );
  const skipped = read.numPendingTests + read.numTodoTests;
  return `tests: ${read.numPassedTests} passed, ${read.numFailedTests + broken.length} failed, ${skipped} skipped`;
}
