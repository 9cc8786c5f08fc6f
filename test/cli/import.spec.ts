import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { FakeApi } from './support/fake-api.js';
import { runCli, scratchFolder, type Setting } from './support/run-cli.js';
import { imported, template } from './support/samples.js';

const api = new FakeApi();
beforeAll(() => api.start());
afterAll(() => api.stop());
beforeEach(() => api.reset());

const IMPORT = 'POST /v1/templates/import';

function folderWith(name: string, text: string): string {
  const folder = scratchFolder();
  writeFileSync(join(folder, name), text);
  return folder;
}

async function importing(args: readonly string[], setting: Setting = {}) {
  return await runCli(api.url, ['import', ...args], setting);
}

describe('clearance import', () => {
  test.each([
    ['list.md', [], 'text/markdown'],
    ['list.markdown', [], 'text/markdown'],
    ['LIST.TXT', [], 'text/plain'],
    ['list.md', ['--text'], 'text/plain'],
    ['list', [], 'text/markdown'],
  ])('sends %s %j as %s', async (name, flags, mediaType) => {
    api.on(IMPORT, { status: 201, json: imported() });
    const ended = await importing([name, ...flags], { cwd: folderWith(name, '- [ ] Ää\r\n') });
    expect(ended.code).toBe(0);
    expect(api.only.headers['content-type']).toBe(mediaType);
    expect(api.only.body).toBe('- [ ] Ää\r\n');
    expect(api.only.query).toEqual({});
  });

  test('warns on stderr where no item was found', async () => {
    api.on(IMPORT, { status: 201, json: imported({ counts: { items: 0, sections: 1, sign_offs: 0 } }) });
    const ended = await importing(['-'], { stdin: 'Dear all, we go live on Monday.' });
    expect(ended.code).toBe(0);
    expect(ended.err).toMatch(/^clearance: warning: no item was found: .*"- \[ \] /);
    api.on(IMPORT, { status: 201, json: imported() });
    expect((await importing(['-'], { stdin: '- [ ] One' })).err).toBe('');
  });

  test('reads standard input for "-"', async () => {
    api.on(IMPORT, { status: 201, json: imported() });
    const ended = await importing(['-', '--name', 'go-live'], { stdin: '- [ ] One' });
    expect(ended.code).toBe(0);
    expect(api.only.body).toBe('- [ ] One');
    expect(api.only.query).toEqual({ name: 'go-live' });
  });

  test('hands over dry run, repair and corrections of the matching', async () => {
    api.on(IMPORT, { json: imported() });
    const flags = ['--dry-run', '--repair', '--map', 'line:12=a.b', 'c=d', '--map', 'e=f'];
    await importing(['-', ...flags], { stdin: 'x' });
    expect(api.only.query).toEqual({ dry_run: 'true', repair: 'true', map: 'line:12=a.b,c=d,e=f' });
  });

  test('says that a file behind --map is no pair', async () => {
    const ended = await importing(['--map', 'a=b', 'list.md']);
    expect(ended.code).toBe(2);
    expect(ended.err).toContain('the file before the option');
    expect(api.received).toEqual([]);
  });

  test('prints key, version, counts, diagnostics with lines and repairs, and how the items match', async () => {
    const answer = imported({
      template: { id: 'tpl_1', key: 'go-live', version: 3, title: 'Go-live', sections: [], sign_offs: [] },
      dry_run: true,
      events: [],
      diagnostics: [
        {
          code: 'glued_items',
          message: 'Two items on one line',
          from_line: 12,
          to_line: 14,
          repair: '- [ ] A\n  - [ ] B',
        },
        { code: 'placeholder', message: 'A note to fill in', from_line: 20, to_line: 20 },
      ],
      matches: {
        kept: [{ id: 'i1', key: 'a', title: 'A' }],
        reworded: [{ id: 'i2', key: 'b', from: 'Old', to: 'New' }],
        moved: [],
        added: [{ id: 'i3', key: 'c', title: 'C' }],
        removed: [{ id: 'i4', key: 'd', title: 'D' }],
      },
    });
    api.on(IMPORT, { json: answer });
    const ended = await importing(['-'], { stdin: 'x' });
    expect(ended.out).toBe(`Template     go-live, version 3 (dry run: nothing was recorded)
Title        Go-live
Found        2 items in 1 section, 4 sign-offs
Matches      1 kept, 1 reworded, 0 moved, 1 added, 1 removed
Diagnostics  2

  reworded  b: “Old” → “New”
  added  c: C
  removed  d: D

lines 12–14: Two items on one line (glued_items)
  proposed repair (--repair makes it):
    | - [ ] A
    |   - [ ] B

line 20: A note to fill in (placeholder)
`);
  });

  test('shows one repair for two diagnostics of the same lines', async () => {
    const both = { from_line: 3, to_line: 4, repair: '- [ ] A' };
    const diagnostics = [
      { code: 'broken_item', message: 'It goes on.', ...both },
      { code: 'glued_items', message: 'It is two.', ...both },
    ];
    api.on(IMPORT, { json: imported({ diagnostics }) });
    const ended = await importing(['-', '--repair'], { stdin: 'x' });
    expect(ended.out).toContain(`
lines 3–4: It goes on. (broken_item)
lines 3–4: It is two. (glued_items)
  repaired to:
    | - [ ] A
`);
  });

  test('does not list every item of a first import as added', async () => {
    const added = [{ id: 'i3', key: 'c', title: 'C' }];
    api.on(IMPORT, {
      status: 201,
      json: imported({ matches: { kept: [], reworded: [], moved: [], added, removed: [] } }),
    });
    const ended = await importing(['-'], { stdin: 'x' });
    expect(ended.out).toContain('1 added');
    expect(ended.out).not.toContain('c: C');
  });

  test('says that the same bytes again changed nothing', async () => {
    api.on(IMPORT, { json: imported({ events: [], position: null }) });
    expect((await importing(['-'], { stdin: 'x' })).out).toContain('there already');
  });

  test('prints the diagnostics as CSV and the answer as JSON', async () => {
    const diagnostics = [{ code: 'split_item', message: 'a, b', from_line: 1, to_line: 2 }];
    api.on(IMPORT, { json: imported({ diagnostics }) });
    const csv = await importing(['-', '-o', 'csv'], { stdin: 'x' });
    expect(csv.out).toBe('from_line,to_line,code,message,repair\r\n1,2,split_item,"a, b",\r\n');
    const json = await importing(['-', '-o', 'json'], { stdin: 'x' });
    expect(json.out).toBe(`${JSON.stringify(imported({ diagnostics }))}\n`);
  });

  test('names a file that is not there, and one that is too large', async () => {
    const missing = await importing(['none.md']);
    expect(missing).toMatchObject({
      code: 2,
      err: 'clearance: none.md cannot be read: there is no such file\n',
    });
    const large = await importing(['l.md'], { cwd: folderWith('l.md', 'x'.repeat(5 * 1024 * 1024 + 1)) });
    expect(large.code).toBe(2);
    expect(large.err).toContain('over 5 MiB');
    expect(api.received).toEqual([]);
  });
});

describe('clearance templates and export', () => {
  test('lists templates', async () => {
    api.on('GET /v1/templates', { json: { data: [template()], next_cursor: null } });
    const ended = await runCli(api.url, ['templates']);
    expect(ended.out).toBe(
      'TEMPLATE      VERSION  ITEMS  SECTIONS  PUBLISHED             TITLE\n' +
        'small-server  2        39     5         2025-03-03T10:00:00Z  Small server\n',
    );
  });

  test('writes the document as it is, to standard output or into a file', async () => {
    const document = '# Go-live\r\n- [ ] Ää 試';
    api.on('GET /v1/templates/go-live/export', { text: document });
    const cwd = scratchFolder();
    expect((await runCli(api.url, ['export', 'go-live', '--version', '3'])).out).toBe(document);
    expect(api.only.query).toEqual({ version: '3' });
    const ended = await runCli(api.url, ['export', 'go-live', '-o', 'out.md'], { cwd });
    expect(ended).toMatchObject({ code: 0, out: '' });
    expect(readFileSync(join(cwd, 'out.md'), 'utf8')).toBe(document);
  });

  test('says where it cannot write', async () => {
    api.on('GET /v1/templates/go-live/export', { text: 'x' });
    const ended = await runCli(api.url, ['export', 'go-live', '-o', 'no-folder/out.md']);
    expect(ended.code).toBe(2);
    expect(ended.err).toContain('no-folder/out.md cannot be written');
  });
});
