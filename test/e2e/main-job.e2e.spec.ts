import { afterAll, beforeAll, describe, expect, it } from 'vitest';

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

  beforeAll(async () => {
    t = await createTestApp();
    ana = t.as(await newKey('members', { name: 'Ana', roles: ['contributor'] }));
    script = t.as(await newKey('service-accounts', { name: 'backup-job', roles: ['script'] }));
  });
  afterAll(async () => t.close());

  const newKey = async (kind: string, body: object): Promise<string> => {
    const account = await t.admin.post(`/v1/${kind}`).send(body).expect(201);
    const key = await t.admin.post(`/v1/${kind}/${account.body.resource.id}/keys`).send({}).expect(201);
    return key.body.resource.key;
  };
  const item = (key: string): string =>
    `/v1/projects/shop/checklists/go-live/items/${encodeURIComponent(key)}`;
  const readiness = async () => (await ana.get('/v1/projects/shop/readiness').expect(200)).body;

  it('imports a checklist, applies it, and says what is open', async () => {
    const imported = await t.admin
      .post('/v1/templates/import?name=go-live')
      .set('content-type', 'text/markdown')
      .send(CHECKLIST)
      .expect(201);
    expect(imported.body).toMatchObject({
      template: { key: 'go-live', version: 1, title: 'Go-live of the shop' },
      counts: { items: 5, sections: 2, sign_offs: 0 },
      diagnostics: [],
    });
    await t.admin.post('/v1/projects').send({ key: 'shop', name: 'The shop' }).expect(201);
    expect(await readiness()).toMatchObject({
      verdict: 'not_ready',
      score: null,
      reasons: [{ code: 'nothing_to_assess' }],
    });
    const applied = await t.admin
      .post('/v1/projects/shop/checklists')
      .send({ template: 'go-live' })
      .expect(201);
    expect(applied.body.resource).toMatchObject({
      key: 'go-live',
      items: 5,
      template: { key: 'go-live', version: 1 },
    });
    expect(applied.headers['location']).toBe('/v1/projects/shop/checklists/go-live');
    const state = await readiness();
    expect(state).toMatchObject({
      verdict: 'not_ready',
      score: 0,
      counts: { total: 5, applicable: 5, open: 5 },
    });
    expect(state.reasons.map((reason: { item: string }) => reason.item)).toEqual([
      'ha-setup.run-three-nodes',
      'ha-setup.configure-backups',
      'ha-setup.test-the-restore',
    ]);
  });

  it('answers readiness right on the read after each decision', async () => {
    const checkedItem = await ana
      .post(`${item('ha-setup.run-three-nodes')}/check`)
      .send({ reason: 'kubectl get nodes says 3' })
      .expect(200);
    expect(checkedItem.body.resource).toMatchObject({
      status: 'checked',
      checked_by: { kind: 'human', name: 'Ana' },
      decision: { reason: 'kubectl get nodes says 3' },
    });
    expect(await readiness()).toMatchObject({ counts: { checked: 1, open: 4 }, score: 0.2 });

    await script
      .post(`${item('ha-setup.configure-backups')}/fail`)
      .send({ reason: 'no backup since Monday' })
      .expect(200);
    const failed = await readiness();
    expect(failed.counts).toMatchObject({ checked: 1, failed: 2 });
    expect(failed.reasons[0]).toMatchObject({ code: 'item_failed', item: 'ha-setup.configure-backups' });

    await script
      .post(`${item('ha-setup.configure-backups')}/check`)
      .send({ reason: 'backup ran' })
      .expect(200);
    const excluded = await ana
      .post(`${item('ha-setup.test-the-restore')}/not-applicable`)
      .send({ reason: 'no data yet' })
      .expect(200);
    // It is required, so a second person has to agree.
    expect(await readiness()).toMatchObject({ verdict: 'not_ready', counts: { not_applicable: 0 } });
    const ben = (
      await t.admin
        .post('/v1/members')
        .send({ name: 'Ben', roles: ['approver'] })
        .expect(201)
    ).body;
    const issued = await t.admin.post(`/v1/members/${ben.resource.id}/keys`).send({}).expect(201);
    const { id } = excluded.body.resource.set_aside;
    await t
      .as(issued.body.resource.key)
      .post(`${item('ha-setup.test-the-restore')}/set-asides/${id}/approve`)
      .send({})
      .expect(200);
    expect(await readiness()).toMatchObject({
      verdict: 'ready',
      counts: { checked: 3, not_applicable: 1, applicable: 4, open: 1 },
      reasons: [],
    });
    await ana
      .post(`${item('ha-setup.run-three-nodes')}/uncheck`)
      .send({ reason: 'one node is gone' })
      .expect(200);
    expect(await readiness()).toMatchObject({ verdict: 'not_ready', counts: { checked: 2 } });
  });

  it('tells who did what, when, why, and what was before', async () => {
    const { body } = await ana.get(`${item('ha-setup.configure-backups')}/history`).expect(200);
    expect(body.data).toHaveLength(2);
    expect(body.data[0]).toMatchObject({
      type: 'item.failed',
      project: 'shop',
      subject: { checklist: 'go-live', item: 'ha-setup.configure-backups' },
      before: { status: 'open' },
      after: { status: 'failed' },
      reason: 'no backup since Monday',
      actor: { kind: 'service', name: 'backup-job' },
      summary: 'backup-job marked “Configure backups” as failed (was open): no backup since Monday',
    });
    expect(body.data[1]).toMatchObject({ type: 'item.checked', before: { status: 'failed' }, sequence: 2 });
    expect(body.data[0].created_at < body.data[1].created_at).toBe(true);

    const log = await t.admin
      .get('/v1/events?project=shop&type=item.checked,item.failed&order=asc')
      .expect(200);
    expect(log.body.data.map((event: { type: string }) => event.type)).toEqual([
      'item.checked',
      'item.failed',
      'item.checked',
    ]);
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
    await t.db.admin`DELETE FROM projections.items_v3_items WHERE key LIKE '%restore%'`;
    await t.db.admin`UPDATE projections.items_v3_items SET status = 'checked', title = 'Nothing to see'`;
    // Only what changed is read again, so the damage has to look like a change.
    await t.db.admin`UPDATE projections.items_v3_checklists SET structure_position = structure_position + 1`;
    await t.db.admin`UPDATE projections.items_v3_boards SET changed_position = changed_position + 1`;
    const damaged = await ana.get('/v1/projects/shop/readiness?as_of=2100-01-01T00:00:00Z').expect(200);
    expect(damaged.text).not.toBe(before.text);
    await t.admin.post('/v1/admin/projections/items/rebuild').send({}).expect(202);
    await expect
      .poll(async () => (await t.admin.get('/v1/admin/projections/items/rebuild')).body.state, {
        timeout: 10_000,
      })
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
