import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createStage, expectSame, logOf, type Name, type Stage } from './support/players.js';

const TEMPLATES = ['self-hosted-identity-platform', 'rust-microservice', 'small-server-deployment'] as const;
const FAR = '2031-01-01T00:00:00.000000Z';

interface Item {
  readonly id: string;
  readonly key: string;
  readonly status: string;
  readonly level: string;
  readonly phase: string;
  readonly summary: string | null;
  readonly settled_by: string | null;
  readonly set_aside: { readonly id: string } | null;
  readonly pending_upgrade: { readonly id: string } | null;
}

// The slow model is slow, and asked at every step.
describe.each(TEMPLATES)(
  'A go-live of %s, played by five persons and a script',
  { timeout: 240_000 },
  (template) => {
    let stage: Stage;
    let id: string;
    const project = template;
    const path = `/v1/projects/${project}`;
    const as = (name: Name) => stage.players[name].http;
    const ofItem = (key: string): string => `${path}/checklists/go-live/items/${encodeURIComponent(key)}`;
    const items = async (): Promise<Item[]> =>
      (await stage.admin.get(`${path}/items?limit=1000`).expect(200)).body.data;
    const act = async (name: Name, target: string, body: object, status = 200) =>
      (await as(name).post(target).send(body).expect(status)).body;
    const readiness = async (query = '') =>
      (await stage.admin.get(`${path}/readiness${query}`).expect(200)).body;
    const same = async (now?: string): Promise<void> => {
      const present = await readiness();
      await expectSame(
        stage,
        { key: project, id },
        { position: present.position, now: now ?? present.as_of },
      );
    };
    /** Items that can be decided by hand, in document order. */
    const byHand = async (): Promise<Item[]> =>
      (await items()).filter(
        ({ summary, settled_by }) => summary === null && (settled_by === null || settled_by === 'itself'),
      );

    beforeAll(async () => {
      stage = await createStage();
      id = (await stage.admin.post('/v1/projects').send({ key: project }).expect(201)).body.resource.id;
      await act('ana', `${path}/checklists`, { template, key: 'go-live' }, 201);
    });
    afterAll(async () => stage.close());

    it('begins with conditions, which exclude once a second person agreed', async () => {
      await same();
      const { data } = (await stage.admin.get(`${path}/conditions`).expect(200)).body;
      expect(data.length).toBeGreaterThanOrEqual(2);
      for (const [at, { key }] of data.entries()) {
        const answer = { answer: at % 2 === 1, reason: 'As it is here' };
        await as('ana').put(`${path}/conditions/${key}`).send(answer).expect(200);
        await same();
        await act('ana', `${path}/conditions/${key}/approve`, {}, 403);
        await act('script', `${path}/conditions/${key}/approve`, {}, 403);
        await act('ben', `${path}/conditions/${key}/approve`, {});
        await same();
      }
    });

    it('goes on with a script and people, one item that fails, two waivers and one that does not apply', async () => {
      const todo = (await byHand()).filter(({ status }) => status === 'open');
      const names: Name[] = ['script', 'ana', 'cleo', 'dan'];
      const special = todo
        .filter(({ level, phase }) => level === 'required' && phase === 'before')
        .slice(0, 4);
      const [failing, first, second, excluded] = special;
      if (!failing || !first || !second || !excluded)
        throw new Error('the template is too small for this play');
      const others = todo.filter((item) => !special.includes(item));
      for (const [at, { key }] of others.entries()) {
        await act(names[at % names.length] ?? 'ana', `${ofItem(key)}/check`, { reason: `done ${at}` });
        if (at % 40 === 0) await same();
      }
      await act('script', `${ofItem(failing.key)}/fail`, { reason: 'the scan found something' });
      await same();
      for (const [at, { key }] of [first, second].entries()) {
        const expires_at = at === 0 ? '2030-01-01T00:00:00Z' : '2099-01-01T00:00:00Z';
        const { resource } = await act(
          'script',
          `${ofItem(key)}/waivers`,
          { reason: 'In March', expires_at },
          201,
        );
        await same();
        // The script is Ana's: she is the one who asked.
        await act('ana', `${ofItem(key)}/waivers/${resource.id}/approve`, {}, 403);
        await act('dan', `${ofItem(key)}/waivers/${resource.id}/approve`, {});
        await same();
      }
      const { resource } = await act('cleo', `${ofItem(excluded.key)}/not-applicable`, {
        reason: 'No such thing',
      });
      expect(resource).toMatchObject({ status: 'open', derived: ['set_aside_pending'] });
      await same();
      const approve = `${ofItem(excluded.key)}/set-asides/${resource.set_aside.id}/approve`;
      await act('cleo', approve, {}, 403);
      expect((await act('dan', approve, {})).resource.status).toBe('not_applicable');
      await act('dan', `${ofItem(failing.key)}/check`, { reason: 'mended' });
      await same();
      await same(FAR);
    });

    it('survives a template upgrade, which keeps answers and asks for a second person where it asks less', async () => {
      const { body } = await stage.admin.get(`/v1/templates/${template}`).expect(200);
      const [reworded, lowered, removed] = (await byHand()).filter(
        ({ status, level, settled_by }) =>
          status === 'checked' && level === 'required' && settled_by === null,
      );
      const edit = (list: Item[]): object[] =>
        list.flatMap((item) => {
          const below = (item as unknown as { items: Item[] }).items;
          if (item.id === removed?.id) return [];
          return [
            {
              ...item,
              ...(item.id === reworded?.id && { title: 'Said in other words' }),
              ...(item.id === lowered?.id && { level: 'optional' }),
              items: edit(below),
            },
          ];
        });
      const sections = body.sections.map((section: { items: Item[] }, at: number) => ({
        ...section,
        items: [...edit(section.items), ...(at === 0 ? [{ title: 'New with this version' }] : [])],
      }));
      await as('eve')
        .post(`/v1/templates/${template}/versions`)
        .send({ ...body, sections })
        .expect(201);
      const upgrade = `${path}/checklists/go-live/upgrade`;
      const dry = await act('eve', upgrade, { dry_run: true });
      const done = await act('eve', upgrade, {});
      for (const list of ['kept', 'reworded', 'moved', 'added', 'removed'] as const)
        expect(done[list]).toEqual(dry[list]);
      expect(new Set(done.reworded.map((item: Item) => item.id))).toEqual(
        new Set([reworded?.id, lowered?.id]),
      );
      expect(done.removed.map((item: Item) => item.id)).toEqual([removed?.id]);
      expect(done.weakened.map((entry: { kinds: string[] }) => entry.kinds).sort()).toEqual([
        ['level'],
        ['removed'],
      ]);
      await same();
      for (const { id: setAside, item_key } of done.weakened) {
        await act('eve', `${ofItem(item_key)}/set-asides/${setAside}/approve`, {}, 403);
        await act('cleo', `${ofItem(item_key)}/set-asides/${setAside}/approve`, {});
        await same();
      }
      for (const { key, status } of await byHand())
        if (status === 'open') await act('script', `${ofItem(key)}/check`, {});
      await same();
    });

    it('ends with sign-offs of what there is, and a receipt for the pipeline', async () => {
      await as('ana').put(`${path}/gates/go-live`).send({}).expect(200);
      await act('ana', `${path}/gates/go-live/request`, { reason: 'Thursday' });
      await same();
      const { sign_offs } = (await stage.admin.get(`${path}/gates/go-live`).expect(200)).body;
      const signers: Name[] = ['ben', 'cleo', 'dan', 'eve'];
      const sign = async (name: Name, role: string, status = 201) => {
        const { position, digest } = await readiness();
        return await act(
          name,
          `${path}/gates/go-live/sign-offs`,
          { role, meaning: 'approve', position, digest },
          status,
        );
      };
      await sign('ana', sign_offs[0].role, 403);
      await sign('script', sign_offs[0].role, 403);
      for (const [at, { role }] of sign_offs.entries()) {
        await sign(signers[at] ?? 'eve', role);
        await same();
      }
      await sign('ben', sign_offs.at(-1).role, 403);
      expect(await readiness()).toMatchObject({ verdict: 'ready_with_exceptions' });
      const subject = { name: project, digest: 'sha256:1', environment: 'production' };
      const { resource: receipt } = await act(
        'script',
        `${path}/gates/go-live/evaluations`,
        { subject },
        201,
      );
      expect(receipt).toMatchObject({ verdict: 'ready_with_exceptions', subject });
      await same();
      // A waiver runs out, and what was signed is not there any more.
      const later = await readiness(`?as_of=${FAR}`);
      expect(later).toMatchObject({ verdict: 'not_ready' });
      expect(later.sign_offs.every((role: { settled: boolean }) => !role.settled)).toBe(true);
      await same(FAR);
      const { red_at } = (await stage.admin.get(`${path}/readiness/forecast`).expect(200)).body;
      expect(red_at < FAR).toBe(true);
    });

    it('says the same of every past position as the slow model, then and later', async () => {
      const log = await logOf(stage);
      const own = log.filter((event) => event.project === id);
      expect(own.length).toBeGreaterThan(80);
      const refused = own.filter(({ type }) => type === 'refusal.recorded');
      expect(refused.length).toBeGreaterThan(8);
      for (const [at, { position, createdAt }] of own.entries()) {
        await expectSame(stage, { key: project, id }, { position, now: at % 2 === 0 ? createdAt : FAR }, log);
      }
    });
  },
);
