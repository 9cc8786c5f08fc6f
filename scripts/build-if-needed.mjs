import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

// Builds dist unless it was built from exactly these sources by exactly these tools. Contents are compared, not times:
// a checkout, a copy or a deleted file would deceive those. `nest build` deletes dist first, and with it the stamp.
// With --where-possible (npm runs it so at the end of an installation) nothing is done, and nothing is wrong, where the
// tools are not there: an installation without dev dependencies runs what was built before.

const ROOT = dirname(dirname(fileURLToPath(import.meta.url)));
const STAMP = join(ROOT, 'dist', '.built-from');
const INPUTS = ['package-lock.json', 'nest-cli.json', 'tsconfig.json', 'tsconfig.build.json'];
const NEST = join(ROOT, 'node_modules', '@nestjs', 'cli', 'bin', 'nest.js');

const isOldNode = Number(process.versions.node.split('.')[0]) < 24;
if (process.argv.includes('--where-possible') && (isOldNode || !existsSync(NEST))) process.exit(0);
if (isOldNode) {
  console.error(
    `Clearance needs Node 24; this is ${process.version}. \`npm ci\` brings Node 24 along, unless it leaves out scripts ` +
      'or dev dependencies.',
  );
  process.exit(1);
}
const source = fingerprint();
if (!existsSync(STAMP) || readFileSync(STAMP, 'utf8') !== source) build();

function build() {
  if (!existsSync(NEST)) {
    console.error('The tools that build Clearance are not installed: run `npm ci` first.');
    process.exit(1);
  }
  console.error('Building Clearance ...');
  const { status } = spawnSync(process.execPath, [NEST, 'build'], { cwd: ROOT, stdio: 'inherit' });
  if (status !== 0) process.exit(status ?? 1);
  const verifier = spawnSync(process.execPath, [join(ROOT, 'scripts', 'build-verifier.mjs')], {
    stdio: 'inherit',
  });
  if (verifier.status !== 0) process.exit(verifier.status ?? 1);
  writeFileSync(STAMP, source);
}

/** SHA-256 over names and contents of all that goes into dist. */
function fingerprint() {
  const sources = readdirSync(join(ROOT, 'src'), { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && !entry.name.endsWith('.spec.ts'))
    .map((entry) => join(entry.parentPath, entry.name))
    .sort();
  const hash = createHash('sha256');
  for (const path of [...INPUTS.map((name) => join(ROOT, name)), ...sources])
    hash
      .update(`${path.slice(ROOT.length)}\0`)
      .update(createHash('sha256').update(readFileSync(path)).digest());
  return hash.digest('hex');
}
