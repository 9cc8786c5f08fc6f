import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { DESCRIPTION } from './support/described.js';
import { createScene, type Scene } from './support/scene.js';

const PROJECT = '/v1/projects/then';
const ITEM = `${PROJECT}/checklists/go-live/items/ha-setup.run-three-nodes`;
const OTHER = `${PROJECT}/checklists/go-live/items/ha-setup.configure-backups`;

/** What is asked at each step, and later again as of that step; by their paths in the document. */
const READS: Readonly<Record<string, string>> = {
  '/v1/projects/{project}/items': `${PROJECT}/items?limit=3`,
  '/v1/projects/{project}/checklists/{checklist}/items/{item}': `${ITEM}?`,
  '/v1/projects/{project}/checklists': `${PROJECT}/checklists?`,
  '/v1/projects/{project}/checklists/{checklist}': `${PROJECT}/checklists/go-live?`,
  '/v1/projects/{project}/conditions': `${PROJECT}/conditions?`,
  '/v1/projects/{project}/conditions/{condition}': `${PROJECT}/conditions/several-nodes?`,
  '/v1/projects/{project}/gates': `${PROJECT}/gates?`,
  '/v1/projects/{project}/gates/{gate}': `${PROJECT}/gates/release?`,
  '/v1/projects/{project}/gates/{gate}/sign-offs': `${PROJECT}/gates/release/sign-offs?`,
  '/v1/projects/{project}/readiness': `${PROJECT}/readiness?`,
};

interface Told {
  readonly path: string;
  readonly body: unknown;
}

interface Step {
  readonly position: number;
  readonly at: string;
  readonly told: readonly Told[];
}

describe('Reads as of another moment', () => {
  let scene: Scene;
  const steps: Step[] = [];

  beforeAll(async () => {
    scene = await createScene();
    const [ana, ben] = [scene.as(scene.keys.contributor), scene.as(scene.keys.second)];
    const { admin } = scene;
    const send = async (sent: Promise<{ status: number; body: { position: number } }>): Promise<void> => {
      const { status, body } = await sent;
      expect(status).toBeLessThan(300);
      const event = await admin.get(`/v1/events/${body.position}`).expect(200);
      const told: Told[] = [];
      for (const path of Object.values(READS)) {
        const answer = await admin.get(path);
        // What is not there yet is not there then either.
        told.push({ path, body: answer.status === 404 ? 404 : withoutCursor(answer.body) });
      }
      steps.push({ position: body.position, at: event.body.created_at, told });
    };
    await send(admin.post('/v1/projects').send({ key: 'then' }).then(answerOf));
    await send(admin.post(`${PROJECT}/checklists`).send({ template: 'go-live' }).then(answerOf));
    await send(ana.post(`${ITEM}/check`).send({ reason: 'three' }).then(answerOf));
    await send(
      ana
        .put(`${PROJECT}/gates/release`)
        .send({ sign_offs: [{ role: 'security' }] })
        .then(answerOf),
    );
    await send(admin.post(`${PROJECT}/checklists`).send({ template: 'asking', key: 'asked' }).then(answerOf));
    await send(
      ana.put(`${PROJECT}/conditions/several-nodes`).send({ answer: false, reason: 'one' }).then(answerOf),
    );
    await send(ben.post(`${PROJECT}/conditions/several-nodes/approve`).send({}).then(answerOf));
    await send(
      ana
        .post(`${OTHER}/waivers`)
        .send({ reason: 'later', expires_at: '2099-01-01T00:00:00Z' })
        .then(answerOf),
    );
    await send(ana.post(`${ITEM}/uncheck`).send({ reason: 'two' }).then(answerOf));
    const { body } = await admin.get(`${PROJECT}/readiness?gate=release`).expect(200);
    const { position, digest } = body as { position: number; digest: string };
    const signature = { role: 'security', meaning: 'approve', position, digest };
    await send(ben.post(`${PROJECT}/gates/release/sign-offs`).send(signature).then(answerOf));
    await send(ana.post(`${ITEM}/fail`).send({ reason: 'none' }).then(answerOf));
    await send(admin.post(`${PROJECT}/checklists/asked/close`).send({ reason: 'asked' }).then(answerOf));
  });
  afterAll(async () => scene.close());

  it('are those that the document names, and this tries them all', () => {
    const named = Object.entries(DESCRIPTION.paths).flatMap(([path, item]) =>
      (item['get']?.parameters ?? []).some(({ name }) => name === 'at_position') ? [path] : [],
    );
    const one = '/v1/projects/{project}/gates/{gate}/sign-offs/{sign_off}';
    expect(named.toSorted()).toEqual([...Object.keys(READS), one].toSorted());
  });

  it('at a position give what was answered then', async () => {
    expect(steps).toHaveLength(12);
    for (const { position, told } of steps)
      for (const { path, body } of told) {
        const asked = `${path}&at_position=${position}`;
        const answer = await scene.admin.get(asked);
        expect([asked, answer.status === 404 ? 404 : withoutCursor(answer.body)]).toEqual([asked, body]);
        if (answer.status === 200) expect(answer.headers['readiness-position']).toBe(`${position}`);
      }
  });

  it('at a time give what had been recorded by then', async () => {
    for (const { at, told } of steps)
      for (const { path, body } of told) {
        const asked = `${path}&as_of=${at}`;
        const answer = await scene.admin.get(asked);
        expect([asked, answer.status === 404 ? 404 : withoutCursor(answer.body)]).toEqual([asked, body]);
      }
  });

  it('at a time to come tell what runs out by itself', async () => {
    const { body } = await scene.admin.get(`${PROJECT}/items?as_of=2099-06-01T00:00:00Z`).expect(200);
    const waived = body.data.find((item: { key: string }) => item.key === 'ha-setup.configure-backups');
    const now = (await scene.admin.get(`${OTHER}?`).expect(200)).body;
    expect([now.waiver, waived.waiver?.in_force ?? false]).toEqual([
      expect.objectContaining({ expires_at: '2099-01-01T00:00:00.000000Z' }),
      false,
    ]);
  });

  it('have pages and streams of that moment, whatever was recorded since', async () => {
    const [, , , step] = steps;
    const then = `at_position=${step?.position}`;
    const csv = await scene.admin.get(`${PROJECT}/items?${then}`).set('accept', 'text/csv').expect(200);
    const lines = csv.text.trimEnd().split('\r\n');
    expect(lines).toHaveLength(6);
    expect(lines[1]).toContain(',checked,');
    const first = await scene.admin.get(`${PROJECT}/items?${then}&limit=2`).expect(200);
    const next = /^<([^>]+)>/.exec(first.headers['link'] ?? '')?.[1] ?? '';
    expect(next).toContain(then);
    const second = await scene.admin.get(next).expect(200);
    const keys = [...first.body.data, ...second.body.data].map((item: { key: string }) => item.key);
    expect(new Set(keys).size).toBe(4);
  });

  it('a sign-off is found at the position where it was made, and not before', async () => {
    const list = (await scene.admin.get(`${PROJECT}/gates/release/sign-offs`).expect(200)).body.data;
    const [{ id, position }] = list as [{ id: string; position: number }];
    const path = `${PROJECT}/gates/release/sign-offs/${id}`;
    expect((await scene.admin.get(path).expect(200)).body.stale).toBe(true);
    expect((await scene.admin.get(`${path}?at_position=${position}`).expect(200)).body.stale).toBe(false);
    await scene.admin.get(`${path}?at_position=${position - 1}`).expect(404);
  });
});

function answerOf({ status, body }: { readonly status: number; readonly body: unknown }) {
  return { status, body: body as { position: number } };
}

/** A cursor is of the moment that it was made for. */
function withoutCursor(body: object): object {
  return 'next_cursor' in body ? { ...body, next_cursor: body.next_cursor !== null } : body;
}
