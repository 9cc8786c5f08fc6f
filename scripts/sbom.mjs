import { spawnSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

// `npm run sbom [-- <file>]`: what is in it, as CycloneDX, from the lockfile alone; printed where no file is named.
// `--check` proves that it can be made and names every package with its hash, without a network.

const ROOT = fileURLToPath(new URL('..', import.meta.url));
const [wanted] = process.argv.slice(2);
const command = ['sbom', '--sbom-format', 'cyclonedx', '--sbom-type', 'application', '--package-lock-only'];
const { status, stdout, stderr } = spawnSync('npm', command, {
  cwd: ROOT,
  encoding: 'utf8',
  maxBuffer: 256 * 1024 * 1024,
});
if (status !== 0) {
  console.error(stderr);
  process.exit(1);
}
const bom = JSON.parse(stdout);
const faults = wanted === '--check' ? faultsOf(bom) : [];
for (const fault of faults) console.error(fault);
if (wanted === '--check') console.log(`${bom.components.length} components, ${faults.length} faults`);
else if (wanted === undefined) process.stdout.write(stdout);
else writeFileSync(wanted, stdout);
process.exitCode = faults.length === 0 ? 0 : 1;

/** What is wrong about it, or about the lockfile that it is made from: every package has one place and one hash. */
function faultsOf({ bomFormat, specVersion, components }) {
  const { packages } = JSON.parse(readFileSync(new URL('../package-lock.json', import.meta.url), 'utf8'));
  const locked = Object.entries(packages).filter(
    ([path, entry]) => path !== '' && !entry.link && !entry.inBundle,
  );
  return [
    ...(bomFormat === 'CycloneDX' && Number(specVersion) >= 1.5 ? [] : ['it is no CycloneDX 1.5 or later']),
    ...(components.length > 100 ? [] : ['it names no packages']),
    ...components.filter(({ purl }) => !purl).map(({ name }) => `${name} has no package URL`),
    ...locked
      .filter(([, { integrity }]) => !integrity?.startsWith('sha512-'))
      .map(([path]) => `${path} is locked without a SHA-512`),
  ];
}
