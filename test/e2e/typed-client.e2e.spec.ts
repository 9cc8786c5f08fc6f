import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { answered, ApiProblem } from '../../src/client/answered.js';
import type { ClearanceClient } from '../../src/client/client.js';
import type { AddMemberBody } from '../../src/client/schema.js';
import { createTestApp, type TestApp } from '../support/test-app.js';

const RELEASE = `---
title: Release
clearance:
  conditions:
    several-nodes: Do you run more than one node?
---
## Before
- [ ] Back up the database <!-- clearance: key=backup recurs_days=30 -->
- [ ] Test the failover <!-- clearance: key=failover if=several-nodes -->
- [ ] Load test <!-- clearance: key=load at_most=200ms -->
- [ ] Write the runbook <!-- clearance: key=runbook -->

Technical Lead: ____________________ Date: ____________ <!-- clearance: sign_off=technical-lead -->
`;

// The way of docs/go-live.md, with the client that openapi.json gives: what it says of every feature is what is answered.
describe('the typed client', () => {
  let t: TestApp;
  let admin: ClearanceClient;
  let ana: ClearanceClient;
  let ben: ClearanceClient;
  let cleo: ClearanceClient;
  const path = { project: 'payments' };
  const params = { path };
  const of = (item: string) => ({ path: { ...path, checklist: 'go-live', item } });
  const gate = { path: { ...path, gate: 'go-live' } };

  beforeAll(async () => {
    t = await createTestApp();
    admin = t.client(t.adminKey);
    ana = t.client(await member('Ana', ['manager']));
    ben = t.client(await member('Ben', ['manager', 'approver']));
    cleo = t.client(await member('Cleo', ['contributor', 'approver']));
  });
  afterAll(async () => t.close());

  const member = async (name: string, roles: AddMemberBody['roles']): Promise<string> => {
    const { resource } = await answered(
      admin.POST('/v1/members', { body: { name, ...(roles && { roles }) } }),
    );
    const { id } = resource;
    const issued = await answered(
      admin.POST('/v1/members/{id}/keys', { params: { path: { id } }, body: { label: 'laptop' } }),
    );
    const { data } = await answered(admin.GET('/v1/members/{id}/keys', { params: { path: { id } } }));
    expect(data.map(({ label }) => label)).toEqual(['laptop']);
    expect(data[0]).not.toHaveProperty('key');
    return issued.resource.key ?? '';
  };

  it('templates: imports a text, and reads it again', async () => {
    const imported = await answered(
      admin.POST('/v1/templates/import', {
        params: { query: { name: 'release' } },
        headers: { 'content-type': 'text/markdown' },
        body: RELEASE,
        bodySerializer: (text: unknown) => text as string,
      }),
    );
    expect(imported.counts).toMatchObject({ items: 4, sign_offs: 1 });
    const read = await answered(
      admin.GET('/v1/templates/{template}', { params: { path: { template: 'release' } } }),
    );
    expect(read.conditions.map(({ key }) => key)).toEqual(['several-nodes']);
    const text = await answered(
      admin.GET('/v1/templates/{template}/export', {
        params: { path: { template: 'release' } },
        parseAs: 'text',
      }),
    );
    expect(text).toBe(RELEASE);
  });

  it('projects and checklists: makes one and applies the template', async () => {
    await answered(ana.POST('/v1/projects', { body: { key: 'payments', name: 'Payments' } }));
    const changed = await answered(ana.PATCH('/v1/projects/{project}', { params, body: { name: 'Pay' } }));
    expect(changed.resource.name).toBe('Pay');
    const body = { template: 'release', key: 'go-live' };
    const applied = await answered(ana.POST('/v1/projects/{project}/checklists', { params, body }));
    expect(applied.resource.items).toBe(4);
    const { data } = await answered(ana.GET('/v1/projects/{project}/checklists', { params }));
    expect(data.map(({ key }) => key)).toEqual(['go-live']);
  });

  it('conditions: one answers, another agrees', async () => {
    const condition = { path: { ...path, condition: 'several-nodes' } };
    const answer = { answer: false, reason: 'one node until March' };
    const asked = await answered(
      ana.PUT('/v1/projects/{project}/conditions/{condition}', { params: condition, body: answer }),
    );
    expect(asked.resource.state).toBe('pending');
    const agreed = await answered(
      ben.POST('/v1/projects/{project}/conditions/{condition}/approve', { params: condition, body: {} }),
    );
    expect(agreed.resource.state).toBe('approved');
  });

  it('items: checks, with a value over its bound refused as a problem', async () => {
    const check = '/v1/projects/{project}/checklists/{checklist}/items/{item}/check';
    const done = await answered(ana.POST(check, { params: of('backup'), body: { reason: 'restored' } }));
    expect(done.resource.attested_until).toMatch(/^\d{4}-/);
    const failed = answered(ana.POST(check, { params: of('load'), body: { measured: '240 ms' } }));
    await expect(failed).rejects.toThrow(ApiProblem);
    await expect(failed).rejects.toThrow('240 ms is not at most 200 ms');
    const load = await answered(ana.POST(check, { params: of('load'), body: { measured: '180 ms' } }));
    expect(load.resource).toMatchObject({ status: 'checked', measured: '180 ms' });
    const stale = await ana.POST(check, {
      params: { ...of('load'), header: { 'If-Match': '"0"' } },
      body: {},
    });
    expect(stale.error).toMatchObject({ status: 412, code: 'precondition_failed' });
  });

  it('waivers: one asks, another approves, and they are listed', async () => {
    const asked = await answered(
      cleo.POST('/v1/projects/{project}/checklists/{checklist}/items/{item}/waivers', {
        params: of('runbook'),
        body: { reason: 'written in March', expires_at: '2099-03-31T00:00:00Z' },
      }),
    );
    const waiver = { path: { ...of('runbook').path, waiver: asked.resource.id } };
    const approve = '/v1/projects/{project}/checklists/{checklist}/items/{item}/waivers/{waiver}/approve';
    const own = await cleo.POST(approve, { params: waiver, body: {} });
    expect(own.response.status).toBe(403);
    expect((await answered(ben.POST(approve, { params: waiver, body: {} }))).resource.state).toBe('approved');
    const { data } = await answered(ana.GET('/v1/waivers', { params: { query: { project: 'payments' } } }));
    expect(data.map(({ id }) => id)).toEqual([asked.resource.id]);
  });

  it('gates and readiness: signs what was read, and gets a receipt', async () => {
    await answered(ana.PUT('/v1/projects/{project}/gates/{gate}', { params: gate, body: {} }));
    await answered(ana.POST('/v1/projects/{project}/gates/{gate}/request', { params: gate, body: {} }));
    const read = await answered(cleo.GET('/v1/projects/{project}/readiness', { params }));
    expect(read.reasons.map(({ code }) => code)).toEqual(['sign_off_missing', 'item_waived']);
    const { position, digest } = read;
    const body = { role: 'technical-lead', meaning: 'approve' as const, position, digest };
    await answered(cleo.POST('/v1/projects/{project}/gates/{gate}/sign-offs', { params: gate, body }));
    const subject = { name: 'payments', digest: 'sha256:9f86d0', environment: 'production' };
    const receipt = await answered(
      ana.POST('/v1/projects/{project}/gates/{gate}/evaluations', { params: gate, body: { subject } }),
    );
    expect(receipt.resource).toMatchObject({ verdict: 'ready_with_exceptions', subject });
    const forecast = await answered(ana.GET('/v1/projects/{project}/readiness/forecast', { params }));
    expect(forecast.red_at).toMatch(/^\d{4}-/);
  });

  it('batch: each command with its own result', async () => {
    const commands = [
      { checklist: 'go-live', item: 'runbook', action: 'comment' as const, body: { text: 'soon' } },
      { checklist: 'go-live', item: 'nobody', action: 'check' as const },
    ];
    const done = await answered(ana.POST('/v1/projects/{project}/batch', { params, body: { commands } }));
    expect(done).toMatchObject({ done: 1, refused: 1, results: [{ status: 'done' }, { status: 'refused' }] });
  });

  it('the log: events with their proof, and who erased what', async () => {
    const query = { project: 'payments', limit: 1 };
    const { data } = await answered(admin.GET('/v1/events', { params: { query } }));
    const position = data[0]?.position ?? -1;
    expect(data[0]?.type).toBe('item.commented');
    const proof = await answered(
      admin.GET('/v1/events/{position}/proof', { params: { path: { position } } }),
    );
    expect(proof).toMatchObject({ position });
    const hold = await answered(
      admin.POST('/v1/legal-holds', { body: { project: 'payments', reason: 'a lawsuit' } }),
    );
    expect(hold.resource).toMatchObject({ project: expect.any(String) as string });
    expect((await answered(admin.GET('/v1/erasures'))).data).toEqual([]);
  });

  it('operations: projections and health', async () => {
    const { data } = await answered(admin.GET('/v1/admin/projections'));
    expect(data.map(({ name }) => name)).toContain('items');
    expect((await answered(admin.GET('/healthz'))).status).toBe('ok');
  });

  it('refuses a name that would lead to another route', async () => {
    await expect(ana.GET('/v1/projects/{project}', { params: { path: { project: '..' } } })).rejects.toThrow(
      'is no key or id',
    );
  });
});
