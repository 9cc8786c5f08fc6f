import type { OpenAPIObject } from '@nestjs/swagger';
import type { Logger } from 'pino';
import { createTestApp, type TestApp } from '../../support/test-app.js';
import { until } from '../../support/until.js';

/** Who sends a request. */
export type Caller = 'admin' | 'contributor' | 'second' | 'script' | 'auditor';

/** The application with people, templates, projects and checklists in it, and what its OpenAPI document says. */
export interface Scene extends TestApp {
  readonly keys: Readonly<Record<Caller, string>>;
  /** Ids by what they are of, such as `member` and `project`: `{project}` in a path stands for one. */
  readonly ids: Readonly<Record<string, string>>;
  readonly api: OpenAPIObject;
}

const CHECKLIST = `# Go-live of the shop

## HA setup

- [ ] Run three nodes
- [ ] Back up the database
  - [ ] Configure backups
  - [ ] Test the restore

## 監視

- [ ] 警報を確認する
`;

/** Positions of failed events of the projection `templates`. */
export const FAILED_POSITIONS = [900_001, 900_002] as const;

/** Of people who do all of the daily work. */
const EVERYDAY = ['manager', 'contributor', 'approver'];

/** What the scene's own template holds, as its owner wrote it. */
export const RELEASE = {
  title: 'Release',
  sections: [
    {
      key: 'ops',
      title: 'Operations',
      items: [{ key: 'ops.logs', title: 'Ship the logs' }, { title: 'Page somebody' }],
    },
  ],
};

/**
 * Projects `Shop` and `店舗`, each with the checklist `go-live`, and `empty`; templates `go-live` (imported) and
 * `release` (written); a member, a service account and a key for each role.
 */
export async function createScene(logger?: Logger): Promise<Scene> {
  // Where connections of the scene go: nobody listens there.
  const t = await createTestApp(undefined, { CLEARANCE_OUTBOUND_ALLOW: '127.0.0.9' }, logger);
  const post = async (path: string, body: object) => (await t.admin.post(path).send(body).expect(201)).body;
  const account = async (kind: string, body: object) => {
    const { resource } = await post(`/v1/${kind}`, body);
    const issued = await post(`/v1/${kind}/${resource.id}/keys`, { label: 'e2e' });
    return {
      id: resource.id as string,
      keyId: issued.resource.id as string,
      key: issued.resource.key as string,
    };
  };
  const ana = await account('members', { name: 'Ana', roles: EVERYDAY });
  const ben = await account('members', { name: 'Ben', roles: EVERYDAY });
  const audrey = await account('members', { name: 'Audrey', roles: ['auditor'] });
  const job = await account('service-accounts', { name: 'backup-job', roles: ['script'] });
  const guest = await account('members', { name: 'Guest', roles: ['contributor'] });
  const spare = await account('service-accounts', { name: 'spare', roles: ['script'] });

  const imported = await t.admin
    .post('/v1/templates/import?name=go-live')
    .set('content-type', 'text/markdown')
    .send(CHECKLIST)
    .expect(201);
  await post('/v1/templates', { key: 'release', ...RELEASE });
  const shop = await post('/v1/projects', { key: 'Shop', name: 'The shop' });
  await post('/v1/projects', { key: '店舗' });
  await post('/v1/projects', { key: 'empty' });
  const applied = await post('/v1/projects/shop/checklists', { template: 'go-live' });
  const other = await post(`/v1/projects/${encodeURIComponent('店舗')}/checklists`, { template: 'go-live' });
  const items = await t.admin.get('/v1/projects/shop/items').expect(200);
  const waiting = await whatWaits(t, t.as(ana.key), ben.key);
  const ticketing = await whatCalls(t);
  const api = await t.admin.get('/openapi.json').expect(200);
  // Nothing is behind these: they stand for events that a projection could not take, and go through when asked.
  for (const position of FAILED_POSITIONS)
    await t.db.admin`
      INSERT INTO projections.failed_events VALUES ('default', 'templates', 1, 'live', ${position}, ${`tpl_${position}`},
        gen_random_uuid(), 'template.version_published', NULL, 5, 'Error: no', now(), now(), NULL, 'given_up')`;
  return {
    ...t,
    keys: { admin: t.adminKey, contributor: ana.key, second: ben.key, script: job.key, auditor: audrey.key },
    ids: {
      member: guest.id,
      member_key: guest.keyId,
      service: spare.id,
      service_key: spare.keyId,
      template: imported.body.template.id,
      project: shop.resource.id,
      checklist: applied.resource.id,
      others_checklist: other.resource.id,
      item: items.body.data[0].id,
      // Only people can ask for these: a spec that needs them puts theirs here.
      erasure: 'era_nobody',
      other_erasure: 'era_nobody',
      hold: 'hold_nobody',
      webhook: 'whk_nobody',
      delivery: '999999',
      ...waiting,
      ...ticketing,
    },
    api: api.body,
  };
}

/** In a project of its own: two waivers that Ana asked for, one of them revoked, and what else waits for a second person. */
async function whatWaits(
  t: TestApp,
  ana: TestApp['admin'],
  bensKey: string,
): Promise<Record<string, string>> {
  await t.admin.post('/v1/projects').send({ key: 'waiting' }).expect(201);
  await t.admin.post('/v1/projects/waiting/checklists').send({ template: 'go-live' }).expect(201);
  const ask = async (path: string, body: object) => (await ana.post(path).send(body)).body.resource;
  const [waived, excluded] = [
    waitingPath('ha-setup.run-three-nodes'),
    waitingPath('ha-setup.configure-backups'),
  ];
  const waiver = { reason: 'In March', expires_at: '2099-01-01T00:00:00Z' };
  const first = await ask(`${waived}/waivers`, waiver);
  const second = await ask(`${waived}/waivers`, waiver);
  await ask(`${waived}/waivers/${second.id}/revoke`, { reason: 'Not this one' });
  const aside = await ask(`${excluded}/not-applicable`, { reason: 'Nothing to keep' });

  const asking = (condition: string) => ({ title: condition, when: { condition, answer: true } });
  const sections = [{ title: 'Nodes', items: [asking('several-nodes'), asking('one-region')] }];
  await t.admin.post('/v1/templates').send({ key: 'asking', title: 'Asking', sections }).expect(201);
  await t.admin.post('/v1/projects/waiting/checklists').send({ template: 'asking' }).expect(201);
  const project = '/v1/projects/waiting';
  for (const condition of ['several-nodes', 'one-region'])
    await ana.put(`${project}/conditions/${condition}`).send({ answer: false, reason: 'No' }).expect(200);

  const empty = { template: 'asking', version: 1 };
  for (const key of ['old', 'closed'])
    await t.admin
      .post(`${project}/checklists`)
      .send({ ...empty, key })
      .expect(201);
  const more = [{ title: 'Nodes', items: [{ title: 'Name them' }, asking('several-nodes')] }];
  await t.admin.post('/v1/templates/asking/versions').send({ title: 'Asking', sections: more }).expect(201);
  // Answered with no, and agreed to: nothing required is unsettled in these two.
  const ben = (condition: string) => t.as(bensKey).post(`${project}/conditions/${condition}/approve`);
  await ben('several-nodes').send({}).expect(200);
  await ben('one-region').send({}).expect(200);
  await t.admin.post(`${project}/checklists/closed/close`).send({ reason: 'Out' }).expect(200);
  await ana.put(`${project}/conditions/one-region`).send({ answer: true, reason: 'Two' }).expect(200);

  const { body: me } = await ana.get('/v1/me').expect(200);
  const held = { role: 'held', holders: [me.id] };
  await ana.put(`${project}/gates/release`).send({ sign_offs: [] }).expect(200);
  await ana
    .put(`${project}/gates/release`)
    .send({ phases: ['before'], sign_offs: [] })
    .expect(200);
  const settled = { sign_offs: [{ role: 'security' }, held] };
  const gate = (await ana.put(`${project}/gates/settled`).send(settled).expect(200)).body.resource;
  const signature = { role: 'held', meaning: 'approve', position: gate.position, digest: gate.digest };
  const signed = await ask(`${project}/gates/settled/sign-offs`, signature);
  const subject = { name: 'shop', digest: 'sha256:1', environment: 'production' };
  const receipt = await ask(`${project}/gates/go-live/evaluations`, { subject });
  return {
    waiver: first.id,
    revoked_waiver: second.id,
    set_aside: aside.set_aside.id,
    digest: gate.digest,
    sign_off: signed.id,
    evaluation: receipt.id,
  };
}

/** A connection to nowhere that takes calls, with a failure and a ticket of the shop's first item. */
async function whatCalls(t: TestApp): Promise<Record<string, string>> {
  const definition = {
    create: { request: { method: 'POST', path: '/tickets' }, ticket: { id: '/id' } },
    inbound: { verify: 'token', header: 'X-Token', ticket: { id: '/id', status: '/status' } },
    closed: ['closed'],
    url: '/tickets/{{ id }}',
  };
  const place = { base_url: 'http://127.0.0.9:9', definition, poll_seconds: 86_400 };
  const secrets = { secret: 'x', inbound_secret: 'a token of calls' };
  const connection = { key: 'calling', system: 'generic', ...place, ...secrets };
  const { body } = await t.admin.post('/v1/ticketing/connections').send(connection).expect(201);
  const { id } = body.resource;
  await t.db
    .admin`INSERT INTO integrations.ticket_jobs (tenant, id, connection, direction, kind, subject, position, state,
      failed_at) VALUES ('default', 'job_failed', ${id}, 'in', 'observe', '7', 0, 'failed', now())`;
  const items = await t.admin.get('/v1/projects/shop/items').expect(200);
  const path = `/v1/projects/shop/checklists/go-live/items/${items.body.data[0].id}/tickets`;
  const linked = await t.admin.post(path).send({ connection: id, ticket: '12' }).expect(201);
  return { connection: id, ticket: linked.body.resource.id };
}

/** The path of an item of the project where things wait for a second person. */
export function waitingPath(key: string): string {
  return `/v1/projects/waiting/checklists/go-live/items/${encodeURIComponent(key)}`;
}

/** Puts ids into the places of a path: `/v1/members/{member}`. */
export function filled(path: string, { ids }: Scene): string {
  return path.replaceAll(/\{([a-z_]+)\}/g, (_, name: string) => {
    const id = ids[name];
    if (id === undefined) throw new Error(`the scene has no id called ${name}`);
    return id;
  });
}

/** The path of an item of the project Shop. */
export function itemPath(key: string): string {
  return `/v1/projects/shop/checklists/go-live/items/${encodeURIComponent(key)}`;
}

/** Waits until an event is sealed: the service itself waits for that only so long before it says that it is not. */
export async function sealed(t: TestApp, position: number): Promise<void> {
  await until(() => t.admin.get(`/v1/events/${position}/proof`).expect(200));
}

/** Position of the newest event. */
export async function newestPosition(scene: Scene): Promise<number> {
  const { body } = await scene.admin.get('/v1/events?limit=1').expect(200);
  return body.data[0].position;
}
