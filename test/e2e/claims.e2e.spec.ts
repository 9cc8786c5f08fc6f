import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createTestApp, type TestApp } from '../support/test-app.js';

const TEXT = '# Day\n\n## A\n\n- [x] Backups run\n- [X] Alerts ring\n- [ ] Drill done\n';

describe('Boxes that a document has ticked', () => {
  let t: TestApp;
  beforeAll(async () => {
    t = await createTestApp();
    await t.admin.post('/v1/projects').send({ key: 'shop' }).expect(201);
    await published(TEXT);
  });
  afterAll(async () => t.close());

  const published = async (text: string) =>
    await t.admin.post('/v1/templates/import?name=day').set('content-type', 'text/markdown').send(text);
  const claims = async () =>
    (await t.admin.get('/v1/events?type=item.claim_imported&order=asc').expect(200)).body.data;
  const item = async (checklist: string, key: string) =>
    (await t.admin.get(`/v1/projects/shop/checklists/${checklist}/items/${key}`).expect(200)).body;
  const apply = async (body: object) =>
    await t.admin.post('/v1/projects/shop/checklists').send({ template: 'day', ...body });

  it('are left in the document where nobody asks for them', async () => {
    expect((await apply({ key: 'plain' })).status).toBe(201);
    expect((await apply({ key: 'none', answers: 'none' })).status).toBe(201);
    expect(await claims()).toEqual([]);
    expect(await item('plain', 'a.backups-run')).toMatchObject({ claimed: true, imported_claim: null });
  });

  it('are taken over as claims, which settle nothing', async () => {
    const before = (await t.admin.get('/v1/projects/shop/readiness').expect(200)).body;
    expect((await apply({ key: 'claims', answers: 'source' })).status).toBe(201);
    const events = await claims();
    expect(events.map(({ subject }: { subject: { item: string } }) => subject.item)).toEqual([
      'a.backups-run',
      'a.alerts-ring',
    ]);
    expect(events[0].summary).toContain('took over from the document that “Backups run” is ticked');
    expect(events[0]).toMatchObject({ attested: null, payload: { template_version: 1 } });
    const claimed = await item('claims', 'a.backups-run');
    const claim = {
      template_version: 1,
      stale: false,
      position: events[0].position,
      at: events[0].created_at,
    };
    expect(claimed).toMatchObject({ status: 'open', decision: null, imported_claim: claim, sequence: 1 });
    expect(await item('claims', 'a.drill-done')).toMatchObject({ imported_claim: null, sequence: 0 });
    const { body } = await t.admin.get('/v1/projects/shop/readiness').expect(200);
    expect(body).toMatchObject({ verdict: 'not_ready', score: 0, attested: before.attested });
    expect(body.counts).toMatchObject({ checked: 0, open: before.counts.open + 3 });
    const history = `/v1/projects/shop/checklists/claims/items/a.backups-run/history`;
    expect((await t.admin.get(history).expect(200)).body.data).toEqual([events[0]]);
  });

  it('do not take the place of an attestation, nor undo one', async () => {
    const path = '/v1/projects/shop/checklists/claims/items/a.backups-run';
    const { resource } = (await t.admin.post(`${path}/check`).send({ reason: 'seen' }).expect(200)).body;
    expect(resource).toMatchObject({ status: 'checked', imported_claim: { template_version: 1 } });
  });

  it('come with an upgrade where the item has no such claim yet, and are stale once reworded', async () => {
    await published(TEXT.replace('Alerts ring', 'Alerts ring loudly').replace('[ ] Drill', '[x] Drill'));
    const upgrade = '/v1/projects/shop/checklists/claims/upgrade';
    const earlier = await claims();
    await t.admin.post(upgrade).send({ answers: 'source', dry_run: true }).expect(200);
    expect(await claims()).toEqual(earlier);
    await t.admin.post(upgrade).send({ answers: 'source' }).expect(200);
    const keys = (await claims()).slice(earlier.length).map((event: { subject: object }) => event.subject);
    expect(keys).toMatchObject([{ item: 'a.alerts-ring' }, { item: 'a.drill-done' }]);
    expect(await item('claims', 'a.backups-run')).toMatchObject({
      status: 'checked',
      imported_claim: { template_version: 1, stale: false },
    });
    await published(TEXT.replace('Backups run', 'Backups run and are restored'));
    await t.admin.post(upgrade).send({}).expect(200);
    expect(await item('claims', 'a.backups-run')).toMatchObject({ imported_claim: { stale: true } });
  });
});
