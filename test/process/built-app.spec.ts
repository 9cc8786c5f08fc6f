import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { usableBinaries } from '../../src/database/embedded/binaries.js';
import { type DataFolder, openDataFolder } from '../../src/database/embedded/data-folder.js';
import { inDatabase } from '../../src/database/setup/init.js';
import { composeService, copiedFromProject, healthCheck, letThrough } from './built-app/image.js';
import { killLeftOvers, runToEnd, startService } from './built-app/service-process.js';
import { type Programs, startTcpServer, type TcpServer } from './built-app/tcp-server.js';
import { clearAway, scratchFolder } from './embedded/scene.js';

const ROOT = new URL('../../', import.meta.url);
const ADMIN_KEY = 'an-admin-key-of-the-tests-alone-0123456789';
const AS_ADMIN = { authorization: `Bearer ${ADMIN_KEY}`, 'content-type': 'application/json' };
/** What the service promises; orchestrators kill after 10 s. */
const ENDS_WITHIN_MS = 5_000;
/** Each test starts servers and services, which share two cores with other tests. */
const TIMEOUT = { timeout: 240_000 };

type Environment = Readonly<Record<string, string>>;

const scratch = scratchFolder();
let folder: DataFolder;
let embedded: Programs;

beforeAll(async () => {
  const build = spawnSync(process.execPath, ['scripts/build-if-needed.mjs'], { cwd: ROOT, encoding: 'utf8' });
  if (build.status !== 0) throw new Error(`no build: ${build.stdout}${build.stderr}`);
  folder = await openDataFolder(scratch);
  embedded = await usableBinaries(folder);
}, 180_000);
afterAll(() => {
  killLeftOvers();
  clearAway(scratch);
});

/** The command and environment of the compose file, told where this test's server, database and data folder are. */
function service(
  { superuser }: TcpServer,
  database = 'clearance',
): { command: string[]; environment: Environment } {
  const { host, port, password } = superuser;
  const { command, environment } = composeService('clearance', {
    POSTGRES_PASSWORD: password ?? '',
    CLEARANCE_DATABASE_PASSWORD: 'login-of-a-test',
    CLEARANCE_ADMIN_KEY: ADMIN_KEY,
  });
  const there = Object.entries(environment).map(([name, value]) => [
    name,
    value.replace('@postgres:5432/', `@${host}:${port}/`).replace(/\/clearance$/, `/${database}`),
  ]);
  const own = { HOST: '127.0.0.1', PORT: '0', CLEARANCE_DATA_DIR: join(scratch, `data-${port}`) };
  return { command: [...command], environment: { ...Object.fromEntries(there), ...own } };
}

function withoutSetUp({ CLEARANCE_SETUP_DATABASE_URL: _, ...environment }: Environment): Environment {
  return environment;
}

function programsIn(bin: string): Programs {
  return { initdb: join(bin, 'initdb'), postgres: join(bin, 'postgres') };
}

function newServer(name: string, programs: Programs): Promise<TcpServer> {
  return startTcpServer(join(scratch, name.replaceAll(/\W+/g, '-')), programs, folder.user.identity);
}

/**
 * Two lives: a first start, a write, the health check and SIGTERM; then a start as the service's own logins, without
 * set-up. Gives what came of it.
 */
async function liveTwice(server: TcpServer) {
  const { command, environment } = service(server);
  const first = await startService(command, environment);
  const created = await fetch(`${first.url}/v1/projects`, {
    method: 'POST',
    headers: AS_ADMIN,
    body: JSON.stringify({ key: 'shop', name: 'The shop' }),
  });
  const health = await runToEnd(healthCheck(), { PORT: new URL(first.url).port });
  const { tookMs, ...ended } = await first.end('SIGTERM');

  const second = await startService([...command, 'start'], withoutSetUp(environment));
  const read = async (path: string): Promise<unknown> =>
    (await fetch(`${second.url}${path}`, { headers: AS_ADMIN })).json();
  const [project, description] = await Promise.all([read('/v1/projects/shop'), read('/openapi.json')]);
  await second.end('SIGTERM');
  return { created: created.status, health: health.status, ended, tookMs, project, description };
}

describe('the built service, started as docker-compose.yml says', TIMEOUT, () => {
  const versions = [
    { version: 'PostgreSQL 18, the newest', bin: null },
    { version: 'PostgreSQL 15, the oldest', bin: '/usr/lib/postgresql/15/bin' },
  ];
  it.for(versions)(
    'works on $version, and ends within 5 s of SIGTERM',
    async ({ version, bin }, { skip }) => {
      skip(bin !== null && !existsSync(bin), `there is no ${bin}`);
      const server = await newServer(version, bin === null ? embedded : programsIn(bin));
      try {
        const life = await liveTwice(server);
        expect(life).toMatchObject({
          created: 201,
          health: 0,
          ended: { status: 0 },
          project: { name: 'The shop' },
        });
        expect(life.tookMs).toBeLessThan(ENDS_WITHIN_MS);
        expect(life.description).toEqual(JSON.parse(readFileSync(new URL('openapi.json', ROOT), 'utf8')));
      } finally {
        await server.stop();
      }
    },
  );
});

describe('npm start', TIMEOUT, () => {
  it('runs the service on a database of its own, and takes it down with itself', async () => {
    const own = {
      HOME: scratch,
      PORT: '0',
      CLEARANCE_DATA_DIR: join(scratch, 'npm'),
      CLEARANCE_ADMIN_KEY: ADMIN_KEY,
    };
    const service = await startService(['npm', 'start'], own);
    const me = await fetch(`${service.url}/v1/me`, { headers: AS_ADMIN });
    expect(await me.json()).toMatchObject({ name: 'admin' });
    const { status, tookMs } = await service.end('SIGTERM');
    expect(status).toBe(0);
    expect(tookMs).toBeLessThan(ENDS_WITHIN_MS);
    await expect(fetch(`${service.url}/healthz`)).rejects.toThrow('fetch failed');
  });
});

describe('what the image is built from', () => {
  it('is there, and is let through to the build', () => {
    const copied = copiedFromProject();
    expect(copied).toContain('package.json');
    expect(copied.filter((path) => !existsSync(new URL(path, ROOT)))).toEqual([]);
    expect(copied.filter((path) => !letThrough().includes(path))).toEqual([]);
  });
});

describe('what docker-compose.yml says', () => {
  it.each(['POSTGRES_PASSWORD', 'CLEARANCE_DATABASE_PASSWORD', 'CLEARANCE_ADMIN_KEY'])(
    'asks for %s, in words',
    (missing) => {
      const all = { POSTGRES_PASSWORD: 'x', CLEARANCE_DATABASE_PASSWORD: 'x', CLEARANCE_ADMIN_KEY: 'x' };
      expect(() => composeService('clearance', { ...all, [missing]: '' })).toThrow(
        new RegExp(`^${missing}: set it to`),
      );
    },
  );
});

describe('the built service refuses to start, in words,', TIMEOUT, () => {
  let server: TcpServer;
  beforeAll(async () => {
    server = await newServer('refusals', embedded);
  });
  afterAll(() => server.stop());

  /** What it says when it is refused in a phase: with status 1 and without a stack, since somebody foresaw it. */
  async function refusal(phase: string, environment: Environment): Promise<string> {
    const { command } = service(server);
    const { status, said } = await runToEnd([...command, phase], environment);
    expect(status, said).toBe(1);
    expect(said).not.toMatch(/^\s+at /m);
    return said;
  }

  async function setUp(database: string): Promise<Environment> {
    const { command, environment } = service(server, database);
    const ended = await runToEnd([...command, 'setup'], environment);
    expect(ended.status, ended.said).toBe(0);
    return withoutSetUp(environment);
  }

  function asSuperuser(database: string): Environment {
    const { environment } = service(server, database);
    const { host, port, user, password } = server.superuser;
    return { ...environment, DATABASE_URL: `postgres://${user}:${password}@${host}:${port}/${database}` };
  }

  it('where set-up has not run', async () => {
    const { environment } = service(server, 'never_set_up');
    expect(await refusal('start', withoutSetUp(environment))).toMatch(/set-up has not run/);
  });

  it('where set-up has run for another database of the server', async () => {
    await setUp('one');
    const { environment } = service(server, 'other');
    expect(await refusal('start', withoutSetUp(environment))).toMatch(/no database "other".*set-up/s);
  });

  it('where no server answers', async () => {
    const { environment } = service(server);
    const nowhere = {
      ...withoutSetUp(environment),
      DATABASE_URL: 'postgres://clearance:x@127.0.0.1:1/clearance',
    };
    expect(await refusal('start', nowhere)).toMatch(/127\.0\.0\.1:1.*DATABASE_URL/s);
  });

  it('as a superuser', async () => {
    const environment = withoutSetUp(asSuperuser('postgres'));
    expect(await refusal('start', environment)).toMatch(/"postgres" of DATABASE_URL is a superuser/);
  });

  it('as a superuser, before anything is made for one', async () => {
    const environment = asSuperuser('as_superuser');
    expect(await refusal('start-from-init', environment)).toMatch(
      /"postgres" of DATABASE_URL is a superuser/,
    );
    const made = await inDatabase(
      server.superuser,
      (sql) => sql`SELECT rolname FROM pg_roles WHERE rolname LIKE 'postgres\\_%'`,
    );
    expect([...made]).toEqual([]);
  });

  it('where a trigger of the log is disabled', async () => {
    const environment = await setUp('unguarded');
    await inDatabase({ ...server.superuser, database: 'unguarded' }, (sql) =>
      sql.unsafe('ALTER TABLE eventstore.events DISABLE TRIGGER events_no_change'),
    );
    expect(await refusal('start', environment)).toMatch(/trigger events_no_change on eventstore\.events/);
  });

  it('where the server does not wait for the disk', async () => {
    const environment = await setUp('unsafe');
    await inDatabase(server.superuser, async (sql) => {
      await sql.unsafe('ALTER SYSTEM SET fsync = off');
      await sql.unsafe('SELECT pg_reload_conf()');
    });
    expect(await refusal('start', environment)).toMatch(/fsync is off/);
  });
});
