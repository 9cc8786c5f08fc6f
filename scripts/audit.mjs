import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';

// `npm run audit`: known weaknesses in what is installed for use (npm audit), from "high" on a failure. Where the
// registry does not answer nothing is known, which is said and is no failure: a build must not hang on a network.

const ROOT = fileURLToPath(new URL('..', import.meta.url));
const FAILS_FROM = ['high', 'critical'];

const { stdout } = spawnSync('npm', ['audit', '--omit=dev', '--json'], {
  cwd: ROOT,
  encoding: 'utf8',
  maxBuffer: 64 * 1024 * 1024,
  timeout: 60_000,
});
const report = parsed(stdout);
if (report?.vulnerabilities === undefined) {
  console.log('audit: the registry did not answer, so nothing is known');
} else {
  const found = Object.values(report.vulnerabilities);
  const grave = found.filter(({ severity }) => FAILS_FROM.includes(severity));
  for (const { name, severity, range } of found) console.log(`audit: ${severity} in ${name} ${range}`);
  console.log(`audit: ${found.length} packages with known weaknesses, ${grave.length} of them grave`);
  process.exitCode = grave.length === 0 ? 0 : 1;
}

function parsed(text) {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
