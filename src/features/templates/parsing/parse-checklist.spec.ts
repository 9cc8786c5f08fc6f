import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { parseChecklist } from './parse-checklist.js';
import type { ParsedChecklist, ParsedItem } from './parsed-checklist.js';

const FIXTURES = new URL('../../../../test/fixtures/checklists/', import.meta.url);
const fixture = (name: string): string => readFileSync(new URL(name, FIXTURES), 'utf8');
const markdown = (text: string, repair = false): ParsedChecklist =>
  parseChecklist(text, 'text/markdown', { repair });
const outline = (items: readonly ParsedItem[]): unknown[] =>
  items.map((item) => (item.items.length === 0 ? item.title : [item.title, ...outline(item.items)]));
const titles = (parsed: ParsedChecklist): unknown[] =>
  parsed.definition.sections.flatMap((section) => outline(section.items));
const first = (parsed: ParsedChecklist): ParsedItem => parsed.definition.sections[0]?.items[0] as ParsedItem;

describe('a Markdown checklist', () => {
  const parsed = markdown(fixture('release-day.md'));
  const [preparation, afterwards] = parsed.definition.sections;

  it('takes its title and introduction from where a reader would', () => {
    expect(parsed.definition.title).toBe('Release of the booking service');
    expect(parsed.definition.description).toBe(
      'Everything that has to be true before travellers see the new version.',
    );
    expect(markdown('# One\n\n## Two\n- [ ] a').definition.title).toBe('One');
    expect(parseChecklist('- [ ] a', 'text/markdown', { name: 'Mine', repair: false }).definition.title).toBe(
      'Mine',
    );
    expect(markdown('Some words\n\n- [ ] a').definition.title).toBe('Some words');
    expect(markdown('').definition.title).toBe('Checklist');
  });

  it('nests boxes below boxes and leaves out code, comments, callouts and front matter', () => {
    expect(outline(preparation?.items ?? [])).toEqual([
      'Backups are younger than a day',
      'The rollback script ran in staging and took less than five minutes',
      [
        'Someone is awake',
        ['a person for the database', 'with the right keys'],
        'a person for the web front',
      ],
    ]);
    expect(outline(afterwards?.items ?? [])).toEqual([
      'Watch the error rate for an hour',
      'Tell the front desk',
    ]);
    expect(parsed.counts).toEqual({ items: 8, sections: 2, sign_offs: 0 });
    expect(parsed.diagnostics.map((diagnostic) => diagnostic.code)).toEqual(['callout_boxes']);
  });

  it('keeps links and what belongs to an item beside its title', () => {
    const script = preparation?.items[1];
    expect(script?.links).toEqual([
      { title: 'staging', url: 'https://staging.example/run' },
      { title: 'Notes', url: 'https://docs.example/rollback' },
    ]);
    expect(script?.description).toBe('It is kept in the tools folder.');
    expect(script?.claimed).toBe(true);
    expect(first(parsed)).not.toHaveProperty('claimed');
    expect(first(parsed)).not.toHaveProperty('links');
  });

  it('says on which lines each item and section stands', () => {
    expect(preparation?.source).toEqual({ from_line: 11, to_line: 12 });
    expect(preparation?.items.map((item) => [item.source.from_line, item.source.to_line])).toEqual([
      [14, 14],
      [15, 18],
      [19, 19],
    ]);
  });

  it('takes level, phase and keys from markers, else from front matter and clear headings', () => {
    expect(first(parsed)).toMatchObject({ level: 'recommended', phase: 'before' });
    expect(afterwards?.key).toBe('afterwards');
    expect(afterwards?.items[0]).toMatchObject({ key: 'watch-errors', level: 'required', phase: 'after' });
    expect(afterwards?.items[1]).toMatchObject({ level: 'optional', phase: 'go-live' });
    expect(afterwards?.items[1]).not.toHaveProperty('key');
  });

  it('reads the same with CRLF, CR and a byte order mark', () => {
    const text = fixture('release-day.md');
    for (const other of [text.replaceAll('\n', '\r\n'), text.replaceAll('\n', '\r'), `\uFEFF${text}`]) {
      expect(markdown(other)).toEqual(parsed);
    }
  });

  it('knows the headings above a section', () => {
    const nested = markdown('# A\n## B\n### C\n- [ ] x\n## D\n- [ ] y\n#### E\n- [ ] z');
    expect(nested.definition.sections.map((section) => [...section.path, section.title].join('/'))).toEqual([
      'A/B/C',
      'A/D',
      'A/D/E',
    ]);
  });

  it('uses an image only where there are no other words', () => {
    expect(titles(markdown('- [ ] ![low](a.svg) Text ![b](c)\n- [ ] ![Only this](a.svg)'))).toEqual([
      'Text',
      'Only this',
    ]);
  });

  it('refuses unusable markers with a diagnostic and goes on without them', () => {
    const parsed = markdown(
      '- [ ] a <!-- clearance: key=UPPER level=urgent colour=red -->\n- [ ] b <!-- clearance: settled_by=any_child -->\n' +
        '- [ ] c <!-- clearance: key=same -->\n- [ ] d <!-- clearance: key=same -->\n- [ ] e <!-- another comment -->',
    );
    expect(parsed.diagnostics.map(({ code, from_line }) => [code, from_line])).toEqual([
      ['bad_marker', 1],
      ['bad_marker', 1],
      ['bad_marker', 1],
      ['bad_marker', 2],
      ['duplicate_key', 4],
    ]);
    expect(parsed.definition.sections[0]?.items.map((item) => item.key)).toEqual([
      undefined,
      undefined,
      'same',
      undefined,
      undefined,
    ]);
    expect(first(parsed).level).toBe('required');
  });

  it('shows a marker that settles a parent by one of its children', () => {
    const parsed = markdown('- [ ] either <!-- clearance: settled_by=any_child -->\n  - [ ] a\n  - [ ] b');
    expect(first(parsed).settled_by).toBe('any_child');
  });

  it('reports front matter it cannot use, and takes a thematic break for no front matter', () => {
    expect(markdown('---\ntitle: [\n---\n- [ ] a').diagnostics[0]).toMatchObject({
      code: 'bad_front_matter',
      from_line: 1,
      to_line: 3,
    });
    expect(markdown('---\nclearance: {level: none}\n---\n- [ ] a').diagnostics[0]?.code).toBe('bad_marker');
    expect(markdown('---\n\n- [ ] a\n\n---\n- [ ] b').counts.items).toBe(2);
  });

  it('shortens a title that is too long and keeps the whole in the description', () => {
    const long = 'word '.repeat(200).trim();
    const parsed = markdown(`- [ ] ${long}`);
    expect(first(parsed).title).toHaveLength(500);
    expect(first(parsed).description).toBe(long);
    expect(parsed.diagnostics[0]).toMatchObject({ code: 'title_too_long', from_line: 1 });
  });

  it('keeps items with the same title apart and says so', () => {
    const parsed = markdown('- [ ] Same\n- [ ] same\n\n# Elsewhere\n- [ ] Same');
    expect(parsed.counts.items).toBe(3);
    expect(parsed.diagnostics.map(({ code, from_line }) => [code, from_line])).toEqual([
      ['duplicate_title', 2],
    ]);
  });

  it('hashes an item by its own text, wherever it is indented to', () => {
    const flat = first(markdown('- [ ] a\n- [ ] b')).source.sha256;
    expect(first(markdown('- [ ] x\n  - [ ] a')).items[0]?.source.sha256).toBe(flat);
    expect(first(markdown('- [ ] a!')).source.sha256).not.toBe(flat);
  });
});

describe('phases from headings', () => {
  const phaseUnder = (heading: string): string =>
    first(markdown(`# Title\n\n## ${heading}\n\n- [ ] a`)).phase;

  it.each(['Post-Deployment', 'After going live', 'Post launch tasks', 'After the release', 'Post‑release'])(
    '"%s" is after',
    (heading) => expect(phaseUnder(heading)).toBe('after'),
  );
  it.each(['Go-Live Checklist', 'Launch day', 'Release Day: morning', 'Going live'])(
    '"%s" is go-live',
    (heading) => expect(phaseUnder(heading)).toBe('go-live'),
  );
  it.each([
    'Before going live',
    'Pre-launch',
    'Release notes',
    'Deployment Strategy',
    'Liveness',
    'Postgres',
  ])('"%s" is before', (heading) => expect(phaseUnder(heading)).toBe('before'));

  it('a heading counts for those below it, but the title of the document for none', () => {
    expect(first(markdown('# Go-live checklist\n\n## Security\n- [ ] a')).phase).toBe('before');
    expect(first(markdown('# T\n## Post-release\n### Tasks\n- [ ] a')).phase).toBe('after');
    expect(first(markdown('# T\n## Post-release\n### Before going live again\n- [ ] a')).phase).toBe(
      'before',
    );
  });
});
