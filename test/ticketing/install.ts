import { execFileSync, spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';

const REDMINE = ['redmine', 'redmine-sqlite', 'puma'];
const RT = ['request-tracker5', 'rt5-standalone', 'rt5-db-sqlite'];

/** Answers to what the packages would ask. */
const ANSWERS = [
  'redmine redmine/instances/default/dbconfig-install boolean true',
  'redmine redmine/instances/default/database-type select sqlite3',
  'redmine redmine/default-language select en',
  ...[
    'request-tracker5/initial-root-password password clearance-test',
    'request-tracker5/initial-root-password-confirm password clearance-test',
    'request-tracker5/rtname string rt.local',
    'request-tracker5/webbaseurl string http://127.0.0.1:8189',
    'request-tracker5/webpath string ',
    'request-tracker5/organization string rt.local',
    'request-tracker5/dbconfig-install boolean true',
    'request-tracker5/database-type select sqlite3',
  ].map((line) => `request-tracker5 ${line}`),
];

/** Installs Redmine and Request Tracker 5 where they are missing. Says what it needs where it cannot. */
export default function install(): void {
  if (!existsSync('/usr/bin/dpkg-query'))
    throw new Error(
      'npm run test:ticketing needs Debian: Redmine and Request Tracker come from its packages',
    );
  if (process.getuid?.() !== 0)
    throw new Error('npm run test:ticketing needs root: it installs and starts Redmine and Request Tracker');
  const missing = [...REDMINE, ...RT].filter((name) => !isInstalled(name));
  if (missing.length === 0) return;
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
  execFileSync('debconf-set-selections', { input: `${ANSWERS.join('\n')}\n`, env });
  execFileSync('apt-get', ['update', '-qq'], { env, stdio: ['ignore', 'ignore', 'inherit'] });
  const options = ['-o', 'DPkg::Lock::Timeout=300', 'install', '-y', '-qq', '--no-install-recommends'];
  execFileSync('apt-get', [...options, ...missing], { env, stdio: ['ignore', 'ignore', 'inherit'] });
}

function isInstalled(name: string): boolean {
  const { stdout } = spawnSync('dpkg-query', ['-W', '-f', '${Status}', name], { encoding: 'utf8' });
  return stdout === 'install ok installed';
}
