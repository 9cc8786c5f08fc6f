import { existsSync } from 'node:fs';
import { mkdtemp, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Logger } from '@nestjs/common';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { CommandRunner } from '../../eventstore/command-runner.js';
import type { RecordedEvent } from '../../eventstore/event.js';
import { MemoryEventStore } from '../../eventstore/memory-eventstore.js';
import { accountStream } from './access.events.js';
import { accountFold, type AccountState } from './account.js';
import { AccessBootstrap } from './bootstrap.js';
import { RevokeKey, RevokeKeyHandler } from './commands/revoke-key.js';
import { makeKey, parseKey } from './key.js';
import { Pepper } from './pepper.js';

const GIVEN = 'an-admin-key-of-32-characters-or-more';
const OTHER = 'another-admin-key-of-32-characters-or-more';

let store: MemoryEventStore;
let dataDir: string;
let warnings: string[];

beforeEach(async () => {
  store = new MemoryEventStore();
  await store.createTenant('default', 'clearance.test/log/default');
  dataDir = await mkdtemp(join(tmpdir(), 'clearance-bootstrap-'));
  warnings = [];
  vi.spyOn(Logger.prototype, 'warn').mockImplementation((message: string) => void warnings.push(message));
});

afterEach(async () => {
  await rm(dataDir, { recursive: true, force: true });
});

interface Node {
  readonly adminKey?: string;
  readonly dataDir?: string;
  readonly pepper?: string;
}

/** A start of the service on a node. */
function start(node: Node = {}): Promise<string | null> {
  const pepper = new Pepper(node.pepper ?? 'p'.repeat(32));
  const config = { adminKey: node.adminKey ?? null, dataDir: node.dataDir ?? dataDir };
  return new AccessBootstrap(new CommandRunner(store), store, pepper, config).run('default');
}

async function events(): Promise<RecordedEvent[]> {
  return await store.query('default', { order: 'asc', limit: 100 });
}

async function admin(): Promise<AccountState> {
  const [own = []] = await store.readStreams('default', [accountStream('svc_admin')]);
  const state = own.reduce(accountFold.evolve, accountFold.initial);
  if (!state) throw new Error('there is no admin account');
  return state;
}

async function revoke(keyId: string): Promise<void> {
  const context = {
    actor: { id: 'mem_ana', kind: 'human' },
    credentialId: null,
    authMethod: 'api_key',
    source: 'api',
    requestId: null,
    correlationId: 'cor-1',
    causationId: null,
  } as const;
  const target = { kind: 'service', id: 'svc_admin', ifMatch: null } as const;
  const handler = new RevokeKeyHandler(new CommandRunner(store));
  await handler.execute(new RevokeKey({ tenant: 'default', context }, target, keyId));
}

describe('the first start of a tenant', () => {
  it('adds the admin account as the system, its key in a file for its owner alone', async () => {
    const path = await start();
    expect(path).toBe(join(dataDir, 'admin-key'));
    expect((await stat(path ?? '')).mode & 0o777).toBe(0o600);
    const key = parseKey((await readFile(path ?? '', 'utf8')).trim());
    const log = await events();
    expect(log.map((event) => event.type)).toEqual([
      'access.account_added',
      'access.profile_recorded',
      'access.role_granted',
      'access.role_granted',
      'access.key_issued',
    ]);
    expect(log[0]).toMatchObject({
      actor: { id: 'sys_clearance', kind: 'system' },
      authMethod: 'internal',
      source: 'system',
    });
    expect(log[1]?.private).toEqual({ name: 'admin', email: null });
    expect(JSON.stringify(log)).not.toContain(key?.text);
    expect(await admin()).toMatchObject({
      kind: 'service',
      grants: [{ role: 'admin' }, { role: 'owner' }],
      keys: [{ id: key?.id }],
    });
  });

  it('takes the key of the environment instead, and writes no file', async () => {
    expect(await start({ adminKey: GIVEN })).toBeNull();
    expect(existsSync(join(dataDir, 'admin-key'))).toBe(false);
    const { keys } = await admin();
    expect(keys).toHaveLength(1);
    expect(keys[0]?.id).toMatch(/^default-admin-[0-9a-f]{8}$/);
    expect(JSON.stringify(await events())).not.toContain(GIVEN);
  });

  it('goes on after a start that broke off behind the writing of the file', async () => {
    const { id, text } = makeKey('default');
    await writeFile(join(dataDir, 'admin-key'), text);
    expect(await start()).toBe(join(dataDir, 'admin-key'));
    expect((await admin()).keys[0]?.id).toBe(id);
  });

  it.each([
    ['something else', 'not a key'],
    ["another tenant's key", makeKey('acme').text],
  ])('refuses a file that holds %s', async (_, text) => {
    await writeFile(join(dataDir, 'admin-key'), text);
    await expect(start()).rejects.toMatchObject({ name: 'InvalidConfig' });
    expect(await events()).toEqual([]);
  });
});

describe('several first starts at once', () => {
  it('make one account with one key, in one data folder', async () => {
    const paths = await Promise.all(Array.from({ length: 5 }, () => start()));
    expect(paths).toEqual(paths.map(() => join(dataDir, 'admin-key')));
    expect(await events()).toHaveLength(5);
  });

  it('leave the key with the first of several data folders', async () => {
    const nodes = ['a', 'b', 'c'].map((name) => ({ dataDir: join(dataDir, name) }));
    const paths = await Promise.all(nodes.map((node) => start(node)));
    const found = paths.filter((path) => path !== null);
    expect(found).toHaveLength(1);
    expect(nodes.filter((node) => existsSync(join(node.dataDir, 'admin-key')))).toHaveLength(1);
    const key = parseKey((await readFile(found[0] ?? '', 'utf8')).trim());
    expect((await admin()).keys.map(({ id }) => id)).toEqual([key?.id]);
  });

  it('issue the key of the environment once', async () => {
    await Promise.all(Array.from({ length: 5 }, () => start({ adminKey: GIVEN })));
    expect(await events()).toHaveLength(5);
  });
});

describe('a later start', () => {
  it('changes nothing', async () => {
    const path = await start();
    expect(await start()).toBe(path);
    await rm(path ?? '');
    expect(await start()).toBeNull();
    expect(await events()).toHaveLength(5);
    expect(warnings).toEqual([]);
  });

  it('does not bring back a key that somebody revoked', async () => {
    await start({ adminKey: GIVEN });
    await revoke((await admin()).keys[0]?.id ?? '');
    await start({ adminKey: GIVEN });
    expect((await admin()).keys.map(({ revoked }) => revoked)).toEqual([true]);
    expect(warnings).toEqual([expect.stringContaining('revoked')]);
  });

  it('removes a file whose key was revoked, and says so', async () => {
    const path = (await start()) ?? '';
    await revoke((await admin()).keys[0]?.id ?? '');
    expect(await start()).toBeNull();
    expect(existsSync(path)).toBe(false);
    expect(warnings).toEqual([`the key in ${path} was revoked: the file is removed`]);
  });

  it('with a key in the environment removes the file of the one before', async () => {
    const path = (await start()) ?? '';
    await start({ adminKey: GIVEN });
    expect(existsSync(path)).toBe(false);
    expect(await start()).toBeNull();
    expect(warnings).toEqual([`the key in ${path} was revoked: the file is removed`]);
  });

  it('leaves a file alone whose key the log does not know', async () => {
    await start({ adminKey: GIVEN });
    const path = join(dataDir, 'admin-key');
    await writeFile(path, makeKey('default').text);
    expect(await start()).toBeNull();
    expect(existsSync(path)).toBe(true);
  });

  it('with another key in the environment issues that one and revokes the one before', async () => {
    await start();
    await start({ adminKey: GIVEN });
    await start({ adminKey: OTHER });
    await start({ adminKey: OTHER });
    expect((await admin()).keys.map(({ revoked }) => revoked)).toEqual([true, true, false]);
    expect(await events()).toHaveLength(9);
  });

  it('says so when keys were issued under another pepper', async () => {
    await start();
    expect(await start({ pepper: 'q'.repeat(32) })).toBeNull();
    expect(warnings).toEqual([expect.stringContaining('pepper')]);
  });

  it('with a key in the environment makes up for a lost pepper', async () => {
    await start({ adminKey: GIVEN });
    await start({ adminKey: GIVEN, pepper: 'q'.repeat(32) });
    expect((await admin()).keys.map(({ revoked }) => revoked)).toEqual([true, false]);
  });
});
