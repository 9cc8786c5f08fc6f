import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { expected, mediaTypeOf, present, textOf } from '../checklists/samples.js';
import { TEMPLATE_ROUTES } from './routes/templates.js';
import { describeRoutes } from './support/describe-routes.js';
import { expectProblem } from './support/expect-problem.js';
import { allPages } from './support/pages.js';
import { createScene, RELEASE, type Scene } from './support/scene.js';

describeRoutes(TEMPLATE_ROUTES);

interface ReadItem {
  id: string;
  title: string;
  items: ReadItem[];
}
interface ReadVersion {
  sections: { items: ReadItem[] }[];
}
const itemsOf = ({ sections }: ReadVersion): ReadItem[] => {
  const below = (items: ReadItem[]): ReadItem[] => items.flatMap((item) => [item, ...below(item.items)]);
  return sections.flatMap(({ items }) => below(items));
};
/** The lines of the one text that are others in the other text, which has as many. */
const changedLines = (before: string, after: string): string[] => {
  const [old, now] = [before.split('\n'), after.split('\n')];
  expect(now).toHaveLength(old.length);
  return now.filter((line, at) => line !== old[at]);
};

describe('Templates', () => {
  let scene: Scene;
  beforeAll(async () => {
    scene = await createScene();
  });
  afterAll(async () => scene.close());

  const publish = (template: string, body: object) =>
    scene.admin.post(`/v1/templates/${template}/versions`).send(body);

  it.each(['release', 'go-live', 'rust-microservice'])(
    '%s can be published as it is read: nothing changes',
    async (key) => {
      const { body } = await scene.admin.get(`/v1/templates/${key}`).expect(200);
      const { title, description, sections, sign_offs } = body;
      const version = { title, sections, sign_offs, ...(description !== null && { description }) };
      const same = await publish(key, version);
      expect(same.body).toMatchObject({ status: 409, code: 'no_change' });
      const next = await publish(key, { ...version, title: `${title} 2` }).expect(201);
      expect(next.body.resource).toMatchObject({ version: 2, title: `${title} 2`, sections });
      expect(next.headers['location']).toBe(`/v1/templates/${key}/versions/2`);
    },
  );

  const exported = async (key: string): Promise<string> =>
    (await scene.admin.get(`/v1/templates/${key}/export`).expect(200)).text;

  /** Reads a template, changes the first item's title (its own without items) and nothing else, and sends it all back; gives the changed lines. */
  const changeOneTitle = async (key: string): Promise<{ lines: string[]; wanted: unknown[] }> => {
    const { body } = await scene.admin.get(`/v1/templates/${key}`).expect(200);
    const before = await exported(key);
    const changed = structuredClone(body);
    const titled: { title: string } = itemsOf(changed)[0] ?? changed;
    titled.title = 'Quite another title';
    const { body: answer } = await publish(key, changed).expect(201);
    expect(answer.resource).toMatchObject({ id: body.id, key: body.key, version: body.version + 1 });
    expect(itemsOf(answer.resource)).toEqual(itemsOf(changed));
    expect(answer.resource.sign_offs.map(({ role }: { role: string }) => role)).toEqual(
      body.sign_offs.map(({ role }: { role: string }) => role),
    );
    const lines = changedLines(before, await exported(key));
    return { lines, wanted: [expect.stringContaining('Quite another title')] };
  };
  // No name is given: a title that stands in the text is changed there.
  const importText = async (text: string, mediaType: string): Promise<string> => {
    const { body } = await scene.admin
      .post('/v1/templates/import')
      .set('content-type', `${mediaType}; charset=utf-8`)
      .send(text)
      .expect(201);
    return encodeURIComponent(body.template.key);
  };

  it('of plain text change the line of their title alone, and no line for one that came with the import', async () => {
    const text = 'Opening the shop\r\n\r\n- Unlock\r\n- Lights on\r\n';
    const retitled = async (path: string): Promise<string> => {
      const { body } = await scene.admin.get(path).expect(200);
      for (const title of ['Closing the shop', 'Closing it'])
        await scene.admin
          .post(`${path}/versions`)
          .send({ ...body, title })
          .expect(201);
      return (await scene.admin.get(`${path}/export`).expect(200)).text;
    };
    const key = await importText(text, 'text/plain');
    expect(await retitled(`/v1/templates/${key}`)).toBe(text.replace('Opening the shop', 'Closing it'));
    const named = () =>
      scene.admin.post('/v1/templates/import?name=shop-day').set('content-type', 'text/plain').send(text);
    await named().expect(201);
    expect((await scene.admin.get('/v1/templates/shop-day/export').expect(200)).text).toBe(text);
    expect(await retitled('/v1/templates/shop-day')).toBe(text);
  });

  it('can be sent back as they were read but for a title: ids stay, one line changes', async () => {
    const text =
      '# T\n\n## A\n\n- [ ] a [how](../a.md#b)\n  - [ ] b [when](when.md)\n\nLead: ____ Date: ____\n';
    const imported = await changeOneTitle(await importText(text, 'text/markdown'));
    expect(imported.lines).toEqual(imported.wanted);
    await scene.admin
      .post('/v1/templates')
      .send({ key: 'sent-back', ...RELEASE })
      .expect(201);
    const written = await changeOneTitle('sent-back');
    expect(written.lines).toEqual(written.wanted);
    const bundled = await changeOneTitle('self-hosted-identity-platform');
    expect(bundled.lines).toEqual(bundled.wanted);
  });

  it.skipIf(!present).each(expected.map(({ file }) => [file]))(
    '%s can be sent back as it was read but for a title (skipped where ../shared/checklists is absent)',
    async (file) => {
      const { lines, wanted } = await changeOneTitle(await importText(textOf(file), mediaTypeOf(file)));
      expect(lines).toEqual(wanted);
    },
  );

  it('take nothing from the members that are only read', async () => {
    const body = { ...RELEASE, title: 'Only read', id: 'tpl_x', key: 'other', version: 77, source: null };
    await scene.admin
      .post('/v1/templates')
      .send({ key: 'only-read', ...RELEASE })
      .expect(201);
    const { body: answer } = await publish('only-read', { ...body, description: null }).expect(201);
    expect(answer.resource).toMatchObject({ key: 'only-read', version: 2, description: null });
    expect(answer.resource.id).not.toBe('tpl_x');
  });

  it('have their sequence as ETag; who wrote on an older version sees what came after', async () => {
    const { headers } = await scene.admin.get('/v1/templates/small-server-deployment').expect(200);
    expect(headers['etag']).toBe('"1"');
    const path = '/v1/templates/small-server-deployment/versions';
    const write = (title: string) =>
      scene.admin
        .post(path)
        .set({ 'if-match': '"1"', 'x-request-id': 'stale' })
        .send({ ...RELEASE, title });
    await write('Mine').expect(201);
    const stale = await write('Yours');
    expectProblem({ target: path, requestId: 'stale', answer: stale }, 'precondition_failed', [
      'header /If-Match',
    ]);
    expect(stale.headers['etag']).toBe('"2"');
    expect(stale.body.events).toMatchObject([{ type: 'template.version_published', sequence: 2 }]);
  });

  it('are reached by key in any case and by id, in every version', async () => {
    const id = scene.ids['template'] ?? '';
    await publish(id, RELEASE).expect(201);
    for (const ref of [id, 'Go-Live']) {
      const versions = await scene.admin.get(`/v1/templates/${ref}/versions`).expect(200);
      const numbers = versions.body.data.map((entry: { version: number }) => entry.version);
      expect(numbers).toEqual(numbers.toSorted((a: number, b: number) => b - a));
      const first = await scene.admin.get(`/v1/templates/${ref}/versions/1`).expect(200);
      expect(first.body).toMatchObject({ id, key: 'go-live', version: 1, newest_version: numbers[0] });
    }
  });

  it('keep what was written: keys in lower case, links, levels, Japanese', async () => {
    const item = {
      key: '店舗.A',
      title: '在庫を確認する',
      description: 'すべて',
      links: [{ title: '手順', url: 'https://wiki.example.com/在庫' }],
      level: 'optional',
      phase: 'after',
      settled_by: 'any_child',
      items: [{ title: 'A' }, { title: 'B' }],
    };
    const template = { key: '在庫', title: '在庫', sections: [{ title: '', items: [item] }] };
    const { body, headers } = await scene.admin.post('/v1/templates').send(template).expect(201);
    const [written] = body.resource.sections[0].items;
    expect(written).toMatchObject({ ...item, key: '店舗.a', items: [{ title: 'A' }, { title: 'B' }] });
    expect(headers['location']).toBe(`/v1/templates/${encodeURI('在庫')}/versions/1`);
    const exported = await scene.admin.get(`/v1/templates/${encodeURIComponent('在庫')}/export`).expect(200);
    expect(exported.headers).toMatchObject({
      'content-type': 'text/markdown; charset=utf-8',
      etag: '"1"',
      'readiness-position': `${body.position}`,
    });
    expect(exported.text).toContain('在庫を確認する');
  });

  it('come in pages in the order they were made', async () => {
    const all = await scene.admin.get('/v1/templates').expect(200);
    expect(all.body.data.length).toBeGreaterThan(4);
    expect(await allPages(scene, '/v1/templates?limit=2')).toEqual(all.body.data);
  });
});
