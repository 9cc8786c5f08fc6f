import { describe, expect, it } from 'vitest';
import type { ItemDefinition, TemplateDefinition } from './template.events.js';
import { definitionHash, wordingHash } from './content-hash.rules.js';
import { identifyItems } from './parsing/identify-items.js';
import { parseChecklist } from './parsing/parse-checklist.js';

let made = 0;
const read = (text: string): TemplateDefinition =>
  identifyItems(parseChecklist(text, 'text/markdown', { repair: false }).definition, null, {
    newId: () => `itm_${++made}`,
  }).definition;

describe('the hash of a definition', () => {
  const text = '# T\n\n- [ ] one two\n  - [ ] three [x](u)\n';

  it('is the same for a text that was only reflowed, and under other ids', () => {
    expect(definitionHash(read('# T\n- [ ] one\n  two\n\n\n  * [ ] three [x](<u>)'))).toBe(
      definitionHash(read(text)),
    );
  });

  it.each([
    ['a title', text.replace('three', 'four')],
    ['a link', text.replace('(u)', '(v)')],
    ['a level', text.replace('one two', 'one two <!-- clearance: level=optional -->')],
    ['a phase', text.replace('one two', 'one two <!-- clearance: phase=after -->')],
    ['a settlement', text.replace('one two', 'one two <!-- clearance: settled_by=any_child -->')],
    ['a key', text.replace('one two', 'one two <!-- clearance: key=k -->')],
    ['a parent', text.replace('  - [ ] three', '- [ ] three')],
    ['a tick', text.replace('[ ] one', '[x] one')],
    ['a section', text.replace('# T', '# U')],
    ['a description', `${text}    more`],
  ])('is another one after a change of %s', (_what, other) => {
    expect(definitionHash(read(other))).not.toBe(definitionHash(read(text)));
  });

  it('is fixed: a change of it would make every published template a new version', () => {
    const definition: TemplateDefinition = {
      title: 'T',
      sections: [
        {
          key: 's',
          title: 'S',
          path: [],
          items: [{ id: 'itm_1', key: 'k', title: 'I', level: 'required', phase: 'before', items: [] }],
        },
      ],
      sign_offs: [{ role: 'qa', title: 'QA' }],
    };
    expect(definitionHash(definition)).toBe(
      'bed2d1c94470754cf144f4cccccc4798ffaa9f535093a3d6fa5686919e600b3b',
    );
    expect(wordingHash(definition.sections[0]?.items[0] as ItemDefinition)).toBe(
      'afc992edf1c956ceab761043dacf34bfa1000feceace46727d1e2790a276e661',
    );
  });
});

describe('the hash of a wording', () => {
  it('knows title, description, links and level, and nothing else', () => {
    const item: ItemDefinition = {
      id: 'itm_1',
      key: 'k',
      title: 'I',
      level: 'required',
      phase: 'before',
      items: [],
    };
    const same: ItemDefinition = {
      ...item,
      id: 'itm_2',
      key: 'l',
      phase: 'after',
      claimed: true,
      items: [item],
    };
    expect(wordingHash(same)).toBe(wordingHash(item));
    const changes: Partial<ItemDefinition>[] = [
      { title: 'J' },
      { description: 'd' },
      { links: [{ title: 't', url: 'u' }] },
      { level: 'optional' },
    ];
    const hashes = changes.map((change) => wordingHash({ ...item, ...change }));
    expect(new Set([wordingHash(item), ...hashes]).size).toBe(5);
  });
});
