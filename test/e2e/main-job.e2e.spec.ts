import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import { answered } from '../../src/client/answered.js';
import type { ClearanceClient } from '../../src/client/client.js';
import { createTestApp, type TestApp } from '../support/test-app.js';

const CHECKLIST = `# Go-live of the shop

## HA setup

- [ ] Run three nodes
- [ ] Back up the database
  - [ ] Configure backups
  - [ ] Test the restore

## After going live

- [ ] Watch the error rate
`;

describe('the main job', () => {
  let t: TestApp;
  let ana: ReturnType<TestApp['as']>;
  let script: ReturnType<TestApp['as']>;
  let typed: Record<'admin' | 'ana' | 'script', ClearanceClient>;

  beforeAll(async () => {
    t = await createTestApp();
    const admin = t.client(t.adminKey);
    const anaKey = await newMember('Ana');
    const account = await answered(
      admin.POST('/v1/service-accounts', { body: { name: 'backup-job', roles: ['script'] } }),
    );
    const path = { id: account.resource.id };
    const issued = await answered(
      admin.POST('/v1/service-accounts/{id}/keys', { params: { path }, body: {} }),
    );
    const scriptKey = issued.resource.key ?? '';
    ana = t.as(anaKey);
    script = t.as(scriptKey);
    typed = { admin, ana: t.client(anaKey), script: t.client(scriptKey) };
  });
  afterAll(async () => t.close());

  const newMember = async (
    name: string,
    role: 'contributor' | 'approver' = 'contributor',
  ): Promise<string> => {
    const member = await answered(
      t.client(t.adminKey).POST('/v1/members', { body: { name, roles: [role] } }),
    );
    const path = { id: member.resource.id };
    const issued = await answered(
      t.client(t.adminKey).POST('/v1/members/{id}/keys', { params: { path }, body: {} }),
    );
    return issued.resource.key ?? '';
  };
  const item = (key: string): string =>
    `/v1/projects/shop/checklists/go-live/items/${encodeURIComponent(key)}`;
  const of = (key: string) => ({ path: { project: 'shop', checklist: 'go-live', item: key } });
  const shop = { params: { path: { project: 'shop' } } };
  const readiness = async () => await answered(typed.ana.GET('/v1/projects/{project}/readiness', shop));

  it('imports a checklist, applies it, and says what is open', async () => {
    const imported = await answered(
      typed.admin.POST('/v1/templates/import', {
        params: { query: { name: 'go-live' } },
        headers: { 'content-type': 'text/markdown' },
        body: CHECKLIST,
        bodySerializer: (text: unknown) => text as string,
      }),
    );
    expect(imported).toMatchObject({
      template: { key: 'go-live', version: 1, title: 'Go-live of the shop' },
      counts: { items: 5, sections: 2, sign_offs: 0 },
      diagnostics: [],
    });
    await answered(typed.admin.POST('/v1/projects', { body: { key: 'shop', name: 'The shop' } }));
    expect(await readiness()).toMatchObject({
      verdict: 'not_ready',
      score: null,
      reasons: [{ code: 'nothing_to_assess' }],
    });
    const applied = await typed.admin.POST('/v1/projects/{project}/checklists', {
      ...shop,
      body: { template: 'go-live' },
    });
    expect(applied.data?.resource).toMatchObject({
      key: 'go-live',
      items: 5,
      template: { key: 'go-live', version: 1 },
    });
    expect(applied.response.headers.get('location')).toBe('/v1/projects/shop/checklists/go-live');
    const state = await readiness();
    const counts = { total: 5, applicable: 5, open: 5 };
    expect(state).toMatchObject({ verdict: 'not_ready', score: 0, counts });
    expect(state.reasons.map((reason) => reason.item)).toEqual([
      'ha-setup.run-three-nodes',
      'ha-setup.configure-backups',
      'ha-setup.test-the-restore',
    ]);
  });

  it('answers readiness right on the read after each decision', async () => {
    const done = await answered(
      typed.ana.POST('/v1/projects/{project}/checklists/{checklist}/items/{item}/check', {
        params: of('ha-setup.run-three-nodes'),
        body: { reason: 'kubectl get nodes says 3' },
      }),
    );
    const decision = { reason: 'kubectl get nodes says 3' };
    expect(done.resource).toMatchObject({ status: 'checked', checked_by: { name: 'Ana' }, decision });
    expect(await readiness()).toMatchObject({ counts: { checked: 1, open: 4 }, score: 0.2 });

    await answered(
      typed.script.POST('/v1/projects/{project}/checklists/{checklist}/items/{item}/fail', {
        params: of('ha-setup.configure-backups'),
        body: { reason: 'no backup since Monday' },
      }),
    );
    const failed = await readiness();
    expect(failed.counts).toMatchObject({ checked: 1, failed: 2 });
    expect(failed.reasons[0]).toMatchObject({ code: 'item_failed', item: 'ha-setup.configure-backups' });

    await answered(
      typed.script.POST('/v1/projects/{project}/checklists/{checklist}/items/{item}/check', {
        params: of('ha-setup.configure-backups'),
        body: { reason: 'backup ran' },
      }),
    );
    const excluded = await answered(
      typed.ana.POST('/v1/projects/{project}/checklists/{checklist}/items/{item}/not-applicable', {
        params: of('ha-setup.test-the-restore'),
        body: { reason: 'no data yet' },
      }),
    );
    // It is required, so a second person has to agree.
    expect(await readiness()).toMatchObject({ verdict: 'not_ready', counts: { not_applicable: 0 } });
    const ben = t.client(await newMember('Ben', 'approver'));
    await answered(
      ben.POST('/v1/projects/{project}/checklists/{checklist}/items/{item}/set-asides/{id}/approve', {
        params: {
          path: { ...of('ha-setup.test-the-restore').path, id: excluded.resource.set_aside?.id ?? '' },
        },
        body: {},
      }),
    );
    expect(await readiness()).toMatchObject({
      verdict: 'ready',
      counts: { checked: 3, not_applicable: 1, applicable: 4, open: 1 },
      reasons: [],
    });
    await answered(
      typed.ana.POST('/v1/projects/{project}/checklists/{checklist}/items/{item}/uncheck', {
        params: of('ha-setup.run-three-nodes'),
        body: { reason: 'one node is gone' },
      }),
    );
    expect(await readiness()).toMatchObject({ verdict: 'not_ready', counts: { checked: 2 } });
  });

  it('tells who did what, when, why, and what was before', async () => {
    const { data: events } = await answered(
      typed.ana.GET('/v1/projects/{project}/checklists/{checklist}/items/{item}/history', {
        params: of('ha-setup.configure-backups'),
      }),
    );
    expect(events).toMatchObject([
      {
        type: 'item.failed',
        project: 'shop',
        subject: { checklist: 'go-live', item: 'ha-setup.configure-backups' },
        before: { status: 'open' },
        after: { status: 'failed' },
        reason: 'no backup since Monday',
        actor: { kind: 'service', name: 'backup-job' },
        summary: 'backup-job marked “Configure backups” as failed (was open): no backup since Monday',
      },
      { type: 'item.checked', before: { status: 'failed' }, sequence: 2 },
    ]);
    expect((events[0]?.created_at ?? '') < (events[1]?.created_at ?? '')).toBe(true);

    const query = { project: 'shop', type: 'item.checked,item.failed', order: 'asc' } as const;
    const log = await answered(typed.admin.GET('/v1/events', { params: { query } }));
    expect(log.data.map(({ type }) => type)).toEqual(['item.checked', 'item.failed', 'item.checked']);
  });

  it('reads the log in pages, as NDJSON and as CSV alike', async () => {
    const all = await t.admin.get('/v1/events?order=asc&limit=1000').expect(200);
    const positions = all.body.data.map((event: { position: number }) => event.position);
    expect(positions).toEqual(positions.map((_: number, index: number) => index));
    const paged: number[] = [];
    const readPage = async (path: string): Promise<string | null> => {
      const { body, headers } = await t.admin.get(path).expect(200);
      paged.push(...body.data.map((event: { position: number }) => event.position));
      const next = /<([^>]+)>; rel="next"/.exec(headers['link'] ?? '')?.[1] ?? null;
      expect(body.next_cursor === null).toBe(next === null);
      return next;
    };
    let path: string | null = '/v1/events?order=asc&limit=4';
    while (path !== null) path = await readPage(path);
    expect(paged).toEqual(positions);
    const ndjson = await t.admin
      .get('/v1/events?order=asc')
      .set('accept', 'application/x-ndjson')
      .buffer(true)

      .expect(200);
    const lines = ndjson.text
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line));
    expect(lines).toEqual(all.body.data);
    const csv = await t.admin
      .get('/v1/events?order=asc')
      .set('accept', 'text/csv')

      .expect(200);
    expect(csv.text.split('\r\n')[0]).toContain('position,created_at,type,summary,actor_id');
  });

  it('answers as of a position and as of a time', async () => {
    const log = await t.admin.get('/v1/events?project=shop&order=asc').expect(200);
    const first = log.body.data.find((event: { type: string }) => event.type === 'item.checked');
    const past = await ana.get(`/v1/projects/shop/readiness?at_position=${first.position}`).expect(200);
    expect(past.body).toMatchObject({
      counts: { checked: 1, open: 4 },
      position: first.position,
      as_of: first.created_at,
    });
    const then = await ana.get(`/v1/projects/shop/readiness?as_of=${first.created_at}`).expect(200);
    expect(then.body).toMatchObject({ counts: { checked: 1, open: 4 } });
    const now = await ana.get('/v1/projects/shop/readiness').expect(200);
    const newest = await ana.get(`/v1/projects/shop/readiness?at_position=${now.body.position}`).expect(200);
    expect({ ...newest.body, as_of: now.body.as_of }).toEqual(now.body);
  });

  it('lets exactly one of eight with the same If-Match win, and shows the others what they missed', async () => {
    const before = await ana.get(item('after-going-live.watch-the-error-rate')).expect(200);
    const etag = before.headers['etag'] as string;
    expect(etag).toBe('"0"');
    const decide = (n: number) =>
      ana
        .post(`${item('after-going-live.watch-the-error-rate')}/check`)
        .set('if-match', etag)
        .send({ reason: `by ${n}` });
    const answers = await Promise.all(Array.from({ length: 8 }, (_, n) => decide(n)));
    expect(answers.filter(({ status }) => status === 200)).toHaveLength(1);
    const late = answers.filter(({ status }) => status === 412);
    expect(late).toHaveLength(7);
    const winner = answers.find(({ status }) => status === 200)?.body.events[0].id;
    for (const { body, headers } of late) {
      expect(headers['content-type']).toContain('application/problem+json');
      expect(body.events.map((event: { id: string }) => event.id)).toEqual([winner]);
    }
  });

  it('records all of eight without If-Match, one after the other', async () => {
    const path = item('ha-setup.test-the-restore');
    const answers = await Promise.all(
      Array.from({ length: 8 }, (_, n) => ana.post(`${path}/comment`).send({ text: `comment ${n}` })),
    );
    expect(answers.map(({ status }) => status)).toEqual(Array(8).fill(200));
    const { body } = await ana.get(`${path}/history`).expect(200);
    expect(body.data.map((event: { sequence: number }) => event.sequence)).toEqual(
      body.data.map((_: unknown, index: number) => index + 1),
    );
  });

  it('answers each of many on one item with what it did itself', async () => {
    const path = item('ha-setup.configure-backups');
    const answers = await Promise.all(
      Array.from({ length: 16 }, (_, n) =>
        n % 2 === 0
          ? ana.post(`${path}/check`).send({})
          : script.post(`${path}/fail`).send({ reason: `no ${n}` }),
      ),
    );
    for (const [n, { body, headers }] of answers.entries()) {
      expect(body.resource.status).toBe(n % 2 === 0 ? 'checked' : 'failed');
      expect(body.resource.decision.position).toBe(body.position);
      expect(headers['etag']).toBe(`"${body.resource.sequence}"`);
    }
  });

  it('does a repeated request once', async () => {
    const send = () =>
      ana
        .post(`${item('ha-setup.run-three-nodes')}/check`)
        .set('idempotency-key', 'once')
        .send({ reason: 'three again' })
        .expect(200);
    const first = await send();
    const second = await send();
    expect(second.body).toEqual(first.body);
    await ana
      .post(`${item('ha-setup.run-three-nodes')}/uncheck`)
      .send({ reason: 'one is gone' })
      .expect(200);
    const third = await send();
    expect(third.body).toEqual(first.body);
    expect(third.headers['etag']).toBe(first.headers['etag']);
    const other = await ana
      .post(`${item('ha-setup.run-three-nodes')}/check`)
      .set('idempotency-key', 'once')
      .send({});
    expect({ status: other.status, code: other.body.code }).toEqual({
      status: 422,
      code: 'idempotency_key_reused',
    });
  });

  it('gives byte-identical readiness after its tables were damaged and rebuilt', async () => {
    const before = await ana.get('/v1/projects/shop/readiness?as_of=2100-01-01T00:00:00Z').expect(200);
    await t.db.admin`DELETE FROM projections.items_v5_items WHERE key LIKE '%restore%'`;
    await t.db.admin`UPDATE projections.items_v5_items SET status = 'checked', title = 'Nothing to see'`;
    // Only what changed is read again, so the damage has to look like a change.
    await t.db.admin`UPDATE projections.items_v5_checklists SET structure_position = structure_position + 1`;
    await t.db.admin`UPDATE projections.items_v5_boards SET changed_position = changed_position + 1`;
    const damaged = await ana.get('/v1/projects/shop/readiness?as_of=2100-01-01T00:00:00Z').expect(200);
    expect(damaged.text).not.toBe(before.text);
    await t.admin.post('/v1/admin/projections/items/rebuild').send({}).expect(202);
    await expect
      .poll(async () => (await t.admin.get('/v1/admin/projections/items/rebuild')).body.state)
      .toBe('done');
    const after = await ana.get('/v1/projects/shop/readiness?as_of=2100-01-01T00:00:00Z').expect(200);
    expect(after.text).toBe(before.text);
  });

  it('tells events of the command line client from others', async () => {
    await ana
      .post(`${item('ha-setup.run-three-nodes')}/comment`)
      .set('user-agent', 'clearance-cli/1.0')
      .send({ text: 'from a terminal' })
      .expect(200);
    const { body } = await ana.get('/v1/events?project=shop&origin=cli').expect(200);
    expect(body.data).toMatchObject([{ type: 'item.commented', origin: 'cli' }]);
  });

  it('refuses what a role may not do', async () => {
    const answer = await script.post('/v1/members').send({ name: 'Mallory', roles: ['admin'] });
    expect({ status: answer.status, code: answer.body.code }).toEqual({ status: 403, code: 'not_allowed' });
  });
});
