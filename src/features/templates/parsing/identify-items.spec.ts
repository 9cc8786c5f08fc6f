import { describe, expect, it } from 'vitest';
import type { ItemDefinition, TemplateDefinition } from '../template.events.js';
import { ChecklistBadMap } from './checklist-errors.js';
import { identifyItems } from './identify-items.js';
import type { Identified } from './identify-items.js';
import { parseChecklist } from './parse-checklist.js';

let made = 0;
const newId = (): string => `itm_${++made}`;
const identify = (
  text: string,
  previous: TemplateDefinition | null = null,
  map: Record<string, string> = {},
): Identified =>
  identifyItems(parseChecklist(text, 'text/markdown', { repair: false }).definition, previous, {
    newId,
    map,
  });

function all(definition: TemplateDefinition): ItemDefinition[] {
  const below = (items: readonly ItemDefinition[]): ItemDefinition[] =>
    items.flatMap((item) => [item, ...below(item.items)]);
  return definition.sections.flatMap((section) => below(section.items));
}
const idOf = (definition: TemplateDefinition, title: string): string | undefined =>
  all(definition).find((item) => item.title === title)?.id;
const keys = (definition: TemplateDefinition): string[] => all(definition).map((item) => item.key);

describe('the first version', () => {
  it('makes keys of section and title', () => {
    const { definition, matches } = identify(
      '# T\n- [ ] Alone\n## HA Setup\n- [ ] Test the restore\n- [ ] Test the restore\n  - [ ] ✅\n## 認証\n- [ ] 鍵を保管する\n',
    );
    expect(keys(definition)).toEqual([
      't.alone',
      'ha-setup.test-the-restore',
      'ha-setup.test-the-restore-2',
      'ha-setup.item',
      '認証.鍵を保管する',
    ]);
    expect(definition.sections.map((section) => section.key)).toEqual(['t', 'ha-setup', '認証']);
    expect(matches.added).toHaveLength(5);
  });

  it('needs no section, and prefers an explicit key', () => {
    const { definition } = identify('- [ ] One thing\n- [ ] Other <!-- clearance: key=one-thing -->\n');
    expect(keys(definition)).toEqual(['one-thing-2', 'one-thing']);
    expect(definition.sections[0]?.key).toBe('items');
  });

  it('shortens keys to 64 characters and keeps them apart', () => {
    const long = 'A very long requirement about the way in which backups are made and restored';
    const { definition } = identify(
      `## Some section with a rather long title\n- [ ] ${long} here\n- [ ] ${long} there\n`,
    );
    expect(keys(definition)).toEqual([
      'some-section-with-a.a-very-long-requirement-about-the-way-in',
      'some-section-with-a.a-very-long-requirement-about-the-way-in-2',
    ]);
    expect(Math.max(...keys(definition).map((key) => key.length))).toBeLessThanOrEqual(64);
  });
});

describe('a later version', () => {
  const before = identify(
    '# T\n## Data\n- [ ] Backups run daily\n- [ ] Test the restore scenarios\n- [ ] High availability\n  - [ ] Load balancer\n  - [ ] Firewall\n## Web\n- [ ] Use TLS\n- [ ] CPU\n## Database\n- [ ] CPU\n',
  ).definition;

  it('keeps ids and keys through rewording, and tells', () => {
    const { definition, matches } = identify(
      '# T\n## Data\n- [ ] Backups run daily\n- [ ] Rehearse the restore twice\n- [ ] HA for all\n  - [ ] Loadbalancers\n  - [ ] Firewall\n## Web\n- [ ] Use TLS 1.3 between all services and the outside\n- [ ] CPU\n## Database\n- [ ] CPU\n',
      before,
    );
    expect(all(definition).map((item) => [item.id, item.key])).toEqual(
      all(before).map((item) => [item.id, item.key]),
    );
    expect(matches.reworded.map(({ key, from, to }) => [key, from, to])).toEqual([
      ['data.test-the-restore-scenarios', 'Test the restore scenarios', 'Rehearse the restore twice'],
      ['data.high-availability', 'High availability', 'HA for all'],
      ['data.load-balancer', 'Load balancer', 'Loadbalancers'],
      ['web.use-tls', 'Use TLS', 'Use TLS 1.3 between all services and the outside'],
    ]);
    expect([matches.added, matches.removed, matches.moved]).toEqual([[], [], []]);
  });

  it('follows an item into another section and below another parent', () => {
    const { definition, matches } = identify(
      '# T\n## Data\n- [ ] Test the restore scenarios\n- [ ] High availability\n  - [ ] Load balancer\n## Web\n- [ ] Use TLS\n  - [ ] Firewall\n- [ ] CPU\n- [ ] Backups run daily\n## Database\n- [ ] CPU\n',
      before,
    );
    expect(new Set(all(definition).map((item) => item.id))).toEqual(
      new Set(all(before).map((item) => item.id)),
    );
    expect(matches.moved.map(({ key, from, to }) => [key, from, to])).toEqual([
      ['data.firewall', 'T › Data › High availability', 'T › Web › Use TLS'],
      ['data.backups-run-daily', 'T › Data', 'T › Web'],
    ]);
    expect(matches.reworded).toEqual([]);
  });

  it('tells added and removed items, and gives no removed key to a new item', () => {
    const { definition, matches } = identify(
      '# T\n## Data\n- [ ] Backups run daily\n- [ ] Zebra crossing painted\n',
      before,
    );
    expect(matches.added.map((match) => match.title)).toEqual(['Zebra crossing painted']);
    expect(matches.removed).toHaveLength(7);
    expect(idOf(definition, 'Zebra crossing painted')).not.toBe(idOf(before, 'Test the restore scenarios'));
  });

  it('keeps the keys of a renamed section', () => {
    const { definition } = identify(
      '# T\n## Persistence\n- [ ] Backups run daily\n- [ ] Test the restore scenarios\n',
      before,
    );
    expect(definition.sections.map((section) => [section.key, section.title])).toEqual([
      ['data', 'Persistence'],
    ]);
    expect(keys(definition)).toEqual(['data.backups-run-daily', 'data.test-the-restore-scenarios']);
  });

  it('keeps same-titled items apart by section and order', () => {
    const { definition, matches } = identify(
      '# T\n## Database\n- [ ] CPU\n## Web\n- [ ] CPU\n- [ ] Use TLS\n',
      before,
    );
    expect(definition.sections[0]?.items[0]?.id).toBe(before.sections[2]?.items[0]?.id);
    expect(definition.sections[1]?.items[0]?.id).toBe(before.sections[1]?.items[1]?.id);
    expect(matches.added).toEqual([]);
  });

  it('does what map says, by line, key or id', () => {
    const text = '# T\n## Data\n- [ ] Completely different words\n## Web\n- [ ] Use TLS\n';
    const free = identify(text, before);
    expect(free.matches.added.map((match) => match.key)).toEqual(['data.completely-different-words']);
    for (const from of ['line:3', 'data.completely-different-words']) {
      for (const to of ['data.backups-run-daily', idOf(before, 'Backups run daily') as string]) {
        const { definition, matches } = identify(text, before, { [from]: to });
        expect(definition.sections[0]?.items[0]).toMatchObject({
          id: idOf(before, 'Backups run daily'),
          key: 'data.backups-run-daily',
        });
        expect(matches.reworded.map((change) => change.to)).toEqual(['Completely different words']);
      }
    }
  });

  it('refuses a map that names what is not there, or one item twice', () => {
    const text = '- [ ] a\n- [ ] b\n';
    const maps = [
      { 'line:9': 'web.use-tls' },
      { nothing: 'web.use-tls' },
      { a: 'nothing' },
      { a: 'web.use-tls', b: 'web.use-tls' },
      { a: 'web.use-tls', 'line:1': 'web.cpu' },
    ];
    for (const map of maps)
      expect(() => identify(text, before, map as Record<string, string>)).toThrow(ChecklistBadMap);
  });

  it('lets an explicit key win, and an item renamed by its marker keep its id', () => {
    const { definition } = identify(
      '# T\n## Web\n- [ ] Use TLS <!-- clearance: key=tls -->\n- [ ] CPU\n',
      before,
    );
    expect(definition.sections[0]?.items[0]).toMatchObject({ id: idOf(before, 'Use TLS'), key: 'tls' });
    const later = identify('- [ ] Anything else <!-- clearance: key=tls -->\n', definition);
    expect(later.definition.sections[0]?.items[0]?.id).toBe(idOf(before, 'Use TLS'));
  });
});
