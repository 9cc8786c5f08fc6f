import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { ChecklistParserBusy } from '../../src/features/templates/parsing/checklist-errors.js';
import { ChecklistParser } from '../../src/features/templates/parsing/parse-in-worker.js';
import { TEMPLATE_IMPORT_ROUTES } from './routes/template-import.js';
import { describeRoutes } from './support/describe-routes.js';
import { expectProblem } from './support/expect-problem.js';
import { createScene, newestPosition, type Scene } from './support/scene.js';

describeRoutes(TEMPLATE_IMPORT_ROUTES);

describe('An import', () => {
  let scene: Scene;
  beforeAll(async () => {
    scene = await createScene();
  });
  afterAll(async () => scene.close());

  const TEXT = '# 本番\n\n## 監視\n\n- [ ] 警報 {#alerts}\n- [x] ログ\n';
  const imported = (query: string, text: string | Buffer, type = 'text/markdown; charset=utf-8') =>
    scene.admin.post(`/v1/templates/import?${query}`).set('content-type', type).send(text);

  it('has a Location, a position and its events; the same bytes again have none', async () => {
    const first = await imported('name=first', TEXT).expect(201);
    expect(first.headers['location']).toBe('/v1/templates/first/versions/1');
    expect(first.body.position).toBe(await newestPosition(scene));
    expect(first.body.events).toMatchObject([{ type: 'template.version_published' }]);
    const again = await imported('name=First', TEXT).expect(200);
    expect(again.headers).not.toHaveProperty('location');
    expect(again.body).toMatchObject({ position: null, events: [], template: first.body.template });
    expect(await newestPosition(scene)).toBe(first.body.position);
    const next = await imported('name=first', `${TEXT}- [ ] 復旧\n`).expect(201);
    expect(next.headers['location']).toBe('/v1/templates/first/versions/2');
    expect(next.body.matches).toMatchObject({ added: [{ title: '復旧' }], removed: [] });
  });

  it('that is only tried records nothing', async () => {
    const before = await newestPosition(scene);
    const tried = await imported('name=tried&dry_run=true', TEXT).expect(200);
    expect(tried.body).toMatchObject({
      dry_run: true,
      position: null,
      events: [],
      template: { id: null, key: 'tried', version: 1, title: '本番' },
      counts: { items: 2, sections: 1 },
    });
    expect(tried.headers).not.toHaveProperty('location');
    expect(await newestPosition(scene)).toBe(before);
    await scene.admin.get('/v1/templates/tried').expect(404);
  });

  it('is called like its title where no name is given, and gives its bytes back', async () => {
    const { body, headers } = await imported('', TEXT).expect(201);
    expect(body.template).toMatchObject({ key: '本番', title: '本番' });
    expect(headers['location']).toBe(`/v1/templates/${encodeURI('本番')}/versions/1`);
    const exported = await scene.admin.get(`/v1/templates/${encodeURIComponent('本番')}/export`).expect(200);
    expect(exported.text).toBe(TEXT);
    expect(exported.headers['content-type']).toBe('text/markdown; charset=utf-8');
  });

  it('finds its template whatever the case of the name, ß and SS and sigmas included', async () => {
    await imported(`name=${encodeURIComponent('Straße-Σ')}`, TEXT).expect(201);
    const next = await imported(`name=${encodeURIComponent('STRASSE-σ')}`, `${TEXT}- [ ] 復旧\n`).expect(201);
    expect(next.body.template).toMatchObject({ key: 'straße-σ', version: 2 });
    const path = `/v1/templates/${encodeURIComponent('STRASSE-ς')}`;
    expect((await scene.admin.get(path).expect(200)).body.version).toBe(2);
    const taken = await scene.admin
      .post('/v1/templates')
      .send({ key: 'StraSSe-σ', title: 'x', sections: [] })
      .expect(409);
    expect(taken.body.code).toBe('already_exists');
  });

  it('of plain text stays plain text', async () => {
    const text = 'Firewall closed\nCertificates renewed\n';
    await imported('name=plain', text, 'text/plain').expect(201);
    const exported = await scene.admin.get('/v1/templates/plain/export').expect(200);
    expect(exported.headers['content-type']).toBe('text/plain; charset=utf-8');
    expect(exported.text).toBe(text);
  });

  it('is asked to come again while too many others are read, and nothing is recorded', async () => {
    const before = await newestPosition(scene);
    const parse = vi.spyOn(scene.app.get(ChecklistParser), 'parse');
    parse.mockRejectedValueOnce(new ChecklistParserBusy(8));
    const refused = await imported('name=busy', TEXT);
    parse.mockRestore();
    expectProblem(
      { target: '/v1/templates/import', requestId: refused.body.request_id, answer: refused },
      'unavailable',
    );
    expect(refused.headers['retry-after']).toBe('2');
    expect(await newestPosition(scene)).toBe(before);
    await imported('name=busy', TEXT).expect(201);
  });

  it('is done once under an Idempotency-Key', async () => {
    const send = (text: string) => imported('name=once', text).set('idempotency-key', 'import-1');
    const first = await send(TEXT).expect(201);
    const again = await send(TEXT).expect(201);
    expect(again.body.events).toEqual(first.body.events);
    expect(again.headers['location']).toBe(first.headers['location']);
    const other = await send(`${TEXT}\n`).expect(422);
    expect(other.body.code).toBe('idempotency_key_reused');
  });

  describe('under an Idempotency-Key is answered as the first time, whatever came in between', () => {
    const under = (key: string, query: string, text: string) =>
      imported(query, text).set('idempotency-key', key);
    /** What the first request, and after another import its repetition, were told; nothing is recorded again. */
    const told = async (key: string, query: string, text: string) => {
      const ask = async () => {
        const { status, body, headers } = await under(key, query, text);
        return { status, body, location: headers['location'] };
      };
      const first = await ask();
      await imported('name=between', `${TEXT}- [ ] in between ${key}\n`).expect(201);
      const before = await newestPosition(scene);
      const again = await ask();
      return { first, again, recorded: (await newestPosition(scene)) - before };
    };

    it('where it made the template', async () => {
      const { first, again, recorded } = await told('made', 'name=between', TEXT);
      expect([first.status, again, recorded]).toEqual([201, first, 0]);
    });

    it('where it published a version with items kept, reworded, moved, added and removed', async () => {
      await imported('name=between', '## A\n\n- [ ] one\n- [ ] two\n- [ ] three words here\n').expect(201);
      const text = '## A\n\n- [ ] two\n- [ ] one\n- [ ] three words there\n- [ ] four\n';
      const { first, again, recorded } = await told('published', 'name=between', text);
      expect([first.status, again, recorded]).toEqual([201, first, 0]);
    });

    it('where it changed nothing', async () => {
      await imported('name=between', TEXT).expect(201);
      const { first, again, recorded } = await told('unchanged', 'name=between', TEXT);
      expect([first.status, first.body.position, again, recorded]).toEqual([200, null, first, 0]);
    });

    it('where it was only tried, for a template that is there and for one that is not', async () => {
      const changed = await told('tried', 'name=between&dry_run=true', `${TEXT}- [ ] 復旧\n`);
      expect([changed.first.status, changed.again, changed.recorded]).toEqual([200, changed.first, 0]);
      const first = await under('tried-new', 'name=later&dry_run=true', TEXT).expect(200);
      await imported('name=later', TEXT).expect(201);
      expect((await under('tried-new', 'name=later&dry_run=true', TEXT).expect(200)).body).toEqual(
        first.body,
      );
    });
  });
});
