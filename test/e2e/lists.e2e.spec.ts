import type { Response } from 'supertest';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ALL_ROUTES } from './routes/all.js';
import { DESCRIPTION } from './support/described.js';
import { preparePrivacy, prepareWebhooks } from './support/prepare.js';
import { createScene, filled, type Scene } from './support/scene.js';

type Row = Readonly<Record<string, unknown>>;

/** What a spreadsheet takes for a formula, in the words of a person. */
const FORMULA = '=HYPERLINK("http://evil.example","click")';

/** Things that are called so, by the lists that show it. */
const NAMED: Readonly<Record<string, object>> = {
  '/v1/projects': { key: 'formula', name: FORMULA, description: '+1\n-1' },
  '/v1/members': { name: FORMULA, roles: ['auditor'] },
  '/v1/service-accounts': { name: FORMULA, roles: ['script'] },
  '/v1/webhooks': { name: FORMULA, url: 'https://hooks.invalid/x', types: ['policy.*'] },
  '/v1/legal-holds': { reason: FORMULA },
  '/v1/templates': { key: 'formula', title: FORMULA, sections: [] },
};
/** What may change between two requests, since deliveries go on meanwhile and keys are used. */
const CHANGING = [
  'delivery',
  'last_used_at',
  'attempts',
  'attempts_in_all',
  'updated_at',
  'next_at',
  'log',
  'health',
];

/** Every list in pages, as the document has it. */
const LISTS = Object.entries(DESCRIPTION.paths).flatMap(([path, item]) =>
  (item['get']?.parameters ?? []).some(({ name }) => name === 'cursor') ? [path] : [],
);

function settled(row: Row): Row {
  return Object.fromEntries(Object.entries(row).filter(([name]) => !CHANGING.includes(name)));
}

/** What a cell says of a text or nothing. */
function cellOf(value: unknown): string {
  if (value === null) return '';
  return (typeof value === 'string' ? value : JSON.stringify(value)).replace(/^(?=[=+\-@\t\r])/, "'");
}

/** The records of a CSV file (RFC 4180). */
function records(file: string): string[][] {
  const rows: string[][] = [[]];
  for (const [, quoted, plain, end] of file.matchAll(/(?:"((?:[^"]|"")*)"|([^",\r\n]*))(,|\r\n)/g)) {
    rows.at(-1)?.push(quoted?.replaceAll('""', '"') ?? plain ?? '');
    if (end !== ',') rows.push([]);
  }
  return rows.slice(0, -1);
}

/** The rows of a table below its head, without the cells that may change between two requests. */
function lasting([head = [], ...rows]: readonly (readonly string[])[]): string[][] {
  return rows.map((row) => row.filter((_, column) => !CHANGING.includes(head[column] ?? '')));
}

describe('Lists as CSV and NDJSON', () => {
  let scene: Scene;
  let newest: number;

  beforeAll(async () => {
    scene = await createScene();
    await prepareWebhooks(scene);
    await preparePrivacy(scene);
    const admin = scene.as(scene.keys.admin);
    for (const [path, body] of Object.entries(NAMED)) await admin.post(path).send(body).expect(201);
    await admin.post('/v1/erasures').send({ account: scene.ids['member'], reason: FORMULA }).expect(201);
    const { body } = await admin.get('/v1/events?limit=1').expect(200);
    newest = body.data[0].position;
  });
  afterAll(async () => scene.close());

  /** Rows of a list: its JSON, its lines of NDJSON, and the records of its CSV. */
  async function inAll(path: string) {
    const { admin } = scene;
    const json = await admin.get(path).expect(200);
    const ndjson = await admin
      .get(path)
      .set('accept', 'application/x-ndjson')
      .buffer(true)
      .parse((answer, done) => {
        let text = '';
        answer.on('data', (chunk: Buffer) => (text += chunk.toString()));
        answer.on('end', () => done(null, text));
      })
      .expect(200);
    const csv = await admin.get(path).set('accept', 'text/csv').expect(200);
    const lines = String(ndjson.body).split('\n').slice(0, -1);
    return {
      json: json.body.data as Row[],
      ndjson: lines.map((line) => JSON.parse(line) as Row),
      csv: records(csv.text),
      headers: csv.headers,
    };
  }

  /** The events list is looked at up to what was there before, since the service records things of its own accord. */
  const pathOf = (path: string): string => {
    const route = `GET ${path.replaceAll(/\{(\w+)\}/g, ':$1')}`;
    const target = filled(ALL_ROUTES[route]?.path ?? '', scene);
    return path === '/v1/events' ? `${target}?before=${newest + 1}&` : `${target}?`;
  };

  it.each(LISTS)('%s', async (path) => {
    const target = pathOf(path);
    const { json, ndjson, csv } = await inAll(`${target}limit=1000`);
    expect(json).not.toEqual([]);
    expect(ndjson.map(settled)).toEqual(json.map(settled));
    const [head = [], ...cells] = csv;
    expect(head.length).toBeGreaterThan(4);
    expect(new Set(head).size).toBe(head.length);
    expect(cells).toHaveLength(json.length);
    expect(cells.every((row) => row.length === head.length)).toBe(true);
    expect(cells.flat().filter((cell) => /^[=+@\t\r]/.test(cell))).toEqual([]);
    const plain = ['id', 'key', 'name', 'title', 'reason'];
    for (const name of head.filter((column) => plain.includes(column) && column in (json[0] ?? {})))
      expect(cells.map((row) => row[head.indexOf(name)])).toEqual(json.map((row) => cellOf(row[name])));
  });

  it.each(LISTS)('%s leads through its pages by Link', async (path) => {
    const target = pathOf(path);
    const { csv, headers } = await inAll(`${target}limit=1000`);
    expect(headers['link']).toBeUndefined();
    const seen: string[][] = [];
    let next: string | undefined = `${target}limit=1`;
    while (next !== undefined && seen.length < 4) {
      const page: Response = await scene.admin.get(next).set('accept', 'text/csv').expect(200);
      seen.push(...lasting(records(page.text)));
      next = /^<([^>]+)>; rel="next"$/.exec(page.headers['link'] ?? '')?.[1];
    }
    const all = lasting(csv);
    expect(seen).toEqual(all.slice(0, seen.length));
    expect(next === undefined).toBe(seen.length === all.length);
  });
});
