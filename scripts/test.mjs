import { spawn } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

// `npm test`: every check and every test. Checks go two at a time and say what they have to say when they end; then the
// tests. One that fails does not keep the others from running, so that a single run says everything. With arguments only
// the tests that they name: npm test -- src/features/items

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
const BUILD = { name: 'build', command: ['node', 'scripts/build-if-needed.mjs'] };
/** The slowest ones first. */
const CHECKS = [
  { name: 'format', command: ['npm', 'run', '--silent', 'format:check'] },
  { name: 'types', command: ['npm', 'run', '--silent', 'typecheck'] },
  { name: 'lint', command: ['npm', 'run', '--silent', 'lint'] },
  { name: 'openapi', command: ['npm', 'run', '--silent', 'openapi:check'] },
  { name: 'api lint', command: ['node', 'scripts/lint-openapi.mjs'] },
  { name: 'imports', command: ['node', 'scripts/check-imports.mjs'] },
  { name: 'sbom', command: ['node', 'scripts/sbom.mjs', '--check'] },
];
/** At once; the machine of a pipeline has so many processors. */
const LANES = 2;

const outcomes = [];
if (named.length === 0) {
  outcomes.push(await told(BUILD));
  const rest = CHECKS.values();
  await Promise.all(
    Array.from({ length: LANES }, async () => {
      for (const check of rest) outcomes.push(await told(check));
    }),
  );
}
console.log('\n== tests');
outcomes.push(await run({ name: 'tests', command: vitest }, 'inherit'));

console.log('');
for (const { name, ok, seconds } of outcomes)
  console.log(`${ok ? 'ok    ' : 'FAILED'}  ${name.padEnd(8)}  ${seconds.toFixed(1).padStart(6)} s`);
console.log(counts());
process.exitCode = outcomes.every(({ ok }) => ok) ? 0 : 1;

/** Runs a check and then prints what it said in one piece. */
async function told(check) {
  const outcome = await run(check, 'pipe');
  console.log(`\n== ${check.name}\n${outcome.said.trimEnd()}`);
  return outcome;
}

/** With `pipe` what it says is in the outcome. */
async function run({ name, command: [program, ...args] }, output) {
  const started = performance.now();
  const child = spawn(program, args, {
    cwd: ROOT,
    stdio: ['ignore', output, output],
    env: environment(output),
  });
  let said = '';
  for (const stream of [child.stdout, child.stderr])
    stream?.setEncoding('utf8').on('data', (text) => {
      said += text;
    });
  const status = await new Promise((resolve) => {
    child.once('error', (error) => {
      said += error.message;
      if (output === 'inherit') console.error(error.message);
      resolve(1);
    });
    child.once('close', resolve);
  });
  return { name, ok: status === 0, seconds: (performance.now() - started) / 1000, said };
}

/** The tools of this project come first, also when this file is started without npm. */
function environment(output) {
  const hasColors = output === 'pipe' && process.stdout.isTTY && process.env.NO_COLOR === undefined;
  return {
    ...process.env,
    ...(hasColors && { FORCE_COLOR: '1' }),
    PATH: `${join(ROOT, 'node_modules', '.bin')}:${process.env.PATH}`,
  };
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
