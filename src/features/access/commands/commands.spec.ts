import { beforeEach, describe, expect, it } from 'vitest';
import { type CommandMeta, CommandRunner } from '../../../eventstore/command-runner.js';
import { MemoryEventStore } from '../../../eventstore/memory-eventstore.js';
import { parseKey } from '../key.js';
import { Pepper } from '../pepper.js';
import { AddMember, AddMemberHandler } from './add-member.js';
import { AddServiceAccount, AddServiceAccountHandler } from './add-service-account.js';
import { ChangeRole, ChangeRoleHandler } from './change-role.js';
import { IssueKey, IssueKeyHandler, type KeyIssued } from './issue-key.js';
import { RevokeKey, RevokeKeyHandler } from './revoke-key.js';

const pepper = new Pepper('p'.repeat(32));
let store: MemoryEventStore;
let runner: CommandRunner;

beforeEach(async () => {
  store = new MemoryEventStore();
  await store.createTenant('default', 'clearance.test/log/default');
  runner = new CommandRunner(store);
});

function meta(idempotencyKey?: string): CommandMeta {
  return {
    tenant: 'default',
    context: {
      actor: { id: 'svc_admin', kind: 'service' },
      credentialId: 'default-admin-00000000',
      authMethod: 'api_key',
      source: 'api',
      requestId: null,
      correlationId: 'cor-1',
      causationId: null,
    },
    ...(idempotencyKey === undefined
      ? {}
      : { idempotency: { caller: 'svc_admin', key: idempotencyKey, fingerprint: new Uint8Array(32) } }),
  };
}

async function addAna(key?: string): Promise<string> {
  const command = new AddMember(meta(key), { name: 'Ana', email: null }, ['contributor'], null);
  return (await new AddMemberHandler(runner).execute(command)).id;
}

async function issue(id: string, more: { key?: string; ifMatch?: number } = {}): Promise<KeyIssued> {
  const target = { kind: 'human', id, ifMatch: more.ifMatch ?? null } as const;
  return await new IssueKeyHandler(runner, pepper).execute(
    new IssueKey(meta(more.key), target, { label: 'CI', expiresAt: null, scopes: null }, null),
  );
}

describe('adding accounts', () => {
  it('gives each its own opaque id, and a repeat the first one', async () => {
    const first = await addAna('a');
    expect(first).toMatch(/^mem_[0-9a-z]{20}$/);
    expect(await addAna('a')).toBe(first);
    expect(await addAna()).not.toBe(first);
  });

  it('binds a service account to a member', async () => {
    const handler = new AddServiceAccountHandler(runner);
    const ana = await addAna();
    const { id } = await handler.execute(new AddServiceAccount(meta(), 'CI', ana, ['script'], null));
    expect(id).toMatch(/^svc_[0-9a-z]{20}$/);
    for (const responsible of [id, 'mem_nobody'])
      await expect(
        handler.execute(new AddServiceAccount(meta(), 'CI', responsible, ['script'], null)),
      ).rejects.toMatchObject({ code: 'invalid', pointer: '/responsible' });
  });
});

describe('issuing a key', () => {
  it('gives the whole key once, and records its hash alone', async () => {
    const ana = await addAna();
    const { keyId, secret, appended } = await issue(ana, { key: 'k' });
    expect(parseKey(secret ?? '')?.id).toBe(keyId);
    expect(appended.events[0]?.payload).toMatchObject({
      key_id: keyId,
      hash: pepper.hash(secret ?? ''),
      pepper_id: pepper.id,
    });
    expect(JSON.stringify(await store.query('default', { order: 'asc', limit: 100 }))).not.toContain(secret);
    expect(await issue(ana, { key: 'k' })).toMatchObject({
      keyId,
      secret: null,
      appended: { repeated: true },
    });
  });

  it('lets two at once through of many that come at once', async () => {
    const ana = await addAna();
    const tries = await Promise.allSettled(Array.from({ length: 6 }, () => issue(ana)));
    const refused = tries.filter((result) => result.status === 'rejected');
    expect(tries.length - refused.length).toBe(2);
    for (const { reason } of refused) expect(reason).toMatchObject({ code: 'limit_reached' });
  });

  it('holds to the sequence that the caller saw', async () => {
    const ana = await addAna();
    await issue(ana, { ifMatch: 3 });
    await expect(issue(ana, { ifMatch: 3 })).rejects.toMatchObject({ name: 'StaleSequence', actual: 4 });
  });

  it('knows no account of another kind, and none that is not there', async () => {
    await expect(issue('mem_nobody')).rejects.toMatchObject({ code: 'not_found' });
    const service = await new AddServiceAccountHandler(runner).execute(
      new AddServiceAccount(meta(), 'CI', null, ['script'], null),
    );
    await expect(issue(service.id)).rejects.toMatchObject({ code: 'not_found' });
  });
});

describe('changing an account', () => {
  it('revokes a key once', async () => {
    const ana = await addAna();
    const { keyId } = await issue(ana);
    const handler = new RevokeKeyHandler(runner);
    const command = new RevokeKey(meta(), { kind: 'human', id: ana, ifMatch: null }, keyId);
    const { appended } = await handler.execute(command);
    expect(appended.events.map((event) => event.type)).toEqual(['access.key_revoked']);
    await expect(handler.execute(command)).rejects.toMatchObject({ code: 'no_change' });
  });

  it('grants a role once', async () => {
    const handler = new ChangeRoleHandler(runner);
    const command = new ChangeRole(
      meta(),
      { kind: 'human', id: await addAna(), ifMatch: null },
      { action: 'grant', role: 'auditor', project: null },
      null,
    );
    expect((await handler.execute(command)).appended.events[0]?.payload).toEqual({
      role: 'auditor',
      project: null,
    });
    await expect(handler.execute(command)).rejects.toMatchObject({ code: 'no_change' });
  });
});
