import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createLogger } from '../../src/http/logging.js';
import { ALL_ROUTES } from '../e2e/routes/all.js';
import { undescribed } from '../e2e/support/described.js';
import { createScene, newestPosition, type Scene } from '../e2e/support/scene.js';
import { send } from '../e2e/support/send.js';
import { attemptsOn, operationOf } from './hostile-texts.js';

/** Answers for as long as somebody listens; has a spec of its own. */
const LEFT_OUT = /events\/stream/;
/** Texts that are never told again, stand elsewhere than in the log, or are there as a version was read. */
const NOT_TOLD = /secret|webhooks|ticketing|erasures|legal-holds|versions body .(?:id|key)$/;

const lines: string[] = [];
let scene: Scene;
let before: { relations: string; log: string; position: number };
/** Texts of bodies that were taken, as they should come back, and where they were sent. */
const taken: { readonly text: string; readonly at: string }[] = [];

beforeAll(async () => {
  scene = await createScene(createLogger('info', { write: (line) => void lines.push(line) }));
  before = await seen(await newestPosition(scene));
});
afterAll(async () => scene.close());

/** The tables and functions there are, and the log up to a position. */
async function seen(position: number): Promise<typeof before> {
  const [relations] = await scene.db.admin<{ all: string }[]>`
    SELECT md5(string_agg(relname || relkind::text, ',' ORDER BY relname)) AS all FROM pg_class
    WHERE relnamespace::regnamespace::text IN ('eventstore', 'projections', 'integrations')`;
  const [log] = await scene.db.admin<{ all: string }[]>`
    SELECT md5(string_agg(e::text, ',' ORDER BY position)) AS all FROM eventstore.events e
    WHERE tenant = 'default' AND position <= ${position}`;
  return { relations: relations?.all ?? '', log: log?.all ?? '', position };
}

const routes = Object.entries(ALL_ROUTES).filter(([route]) => !LEFT_OUT.test(route));

describe('A hostile text', () => {
  it.each(routes)('in any place of %s is taken as text or refused', async (route, spec) => {
    const described = operationOf(route);
    for (const { place, text, change } of attemptsOn(route, spec)) {
      const { answer } = await send(scene, route, spec, change);
      const about = `${place}: ${JSON.stringify(text).slice(0, 60)}`;
      if (answer.body?.code !== 'not_sealed') expect([about, answer.status < 500]).toEqual([about, true]);
      const { path = '', method = '' } = described ?? {};
      const faults = OF_ANY_ROUTE.has(answer.status) ? [] : undescribed(path, method, answer);
      expect([about, faults]).toEqual([about, []]);
      expect(Object.keys(answer.headers)).not.toContain('x-injected');
      if (answer.status < 300 && place.startsWith('body') && !NOT_TOLD.test(`${route} ${place}`))
        taken.push({ text: text.normalize('NFC').replaceAll('\r\n', '\n'), at: `${route} ${place}` });
    }
    // Names that every object inherits change none.
    expect(Object.keys(Object.prototype)).toEqual([]);
  });

  it('comes back as it was', async () => {
    const { text } = await scene.admin.get('/v1/events').set('accept', 'application/x-ndjson').buffer(true);
    const told = new Set<string>();
    for (const line of text.trimEnd().split('\n')) collect(JSON.parse(line), told);
    expect(taken.length).toBeGreaterThan(50);
    expect(taken.filter(({ text: each }) => !told.has(each))).toEqual([]);
  });

  it('is no formula in any table', async () => {
    let neutral = 0;
    for (const [route, spec] of routes) {
      if (!operationOf(route)?.operation.responses['200']?.content?.['text/csv']) continue;
      const { answer } = await send(scene, route, spec, { headers: { accept: 'text/csv' } });
      // What some of them are about was deleted before.
      if (answer.status === 404) continue;
      expect([route, answer.status]).toEqual([route, 200]);
      for (const cell of cellsOf(answer.text)) {
        expect(cell).not.toMatch(/^[=+@\t\r]|^-(?![\d.]+$)/);
        if (/^'[=+\-@\t]/.test(cell)) neutral += 1;
      }
    }
    expect(neutral).toBeGreaterThan(10);
  });

  it('forges no line of the log', () => {
    expect(lines.length).toBeGreaterThan(1_000);
    for (const line of lines) {
      expect(line).toMatch(/^\P{Cc}+\n$/u);
      expect(JSON.parse(line)).toMatchObject({ level: expect.stringMatching(/^(info|warn)$/) });
    }
  });

  it('changes neither tables nor what was recorded', async () => {
    expect(await seen(before.position)).toEqual(before);
  });
});

/** What any request may meet before it reaches its route. */
const OF_ANY_ROUTE: ReadonlySet<number> = new Set([405, 414]);

function collect(value: unknown, into: Set<string>): void {
  if (typeof value === 'string') into.add(value);
  else if (typeof value === 'object' && value !== null)
    for (const [name, member] of Object.entries(value)) {
      into.add(name);
      collect(member, into);
    }
}

/** Cells of a CSV document (RFC 4180). */
function cellsOf(text: string): string[] {
  return [...text.matchAll(/(?:^|,|\r\n)(?:"((?:[^"]|"")*)"|([^",\r\n]*))/g)].map(
    ([, quoted, bare]) => quoted?.replaceAll('""', '"') ?? bare ?? '',
  );
}
