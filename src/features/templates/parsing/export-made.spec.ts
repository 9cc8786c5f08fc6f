import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { anyTitles, definitions } from '../../../../test/checklists/arbitraries.js';
import { definitionHash } from '../content-hash.rules.js';
import { exportChecklist } from './export-checklist.js';
import { identifyItems } from './identify-items.js';
import { parseChecklist } from './parse-checklist.js';
import { newId, read, told } from '../../../../test/checklists/exported.js';

describe('without a source', () => {
  it('is Markdown that a person would write', () => {
    const definition = read(
      '---\ntitle: T\ndescription: What for\n---\n- [x] a_b * c\n\n# Go-live\n- [ ] d\n  text\n\n  more [link](https://u.example)\n## Sub\n- [ ] e\n',
    );
    expect(exportChecklist(definition, null)).toBe(
      `---
title: "T"
description: "What for"
---

- [x] a_b \\* c <!-- clearance: key=a-b-c -->

# Go-live <!-- clearance: key=go-live -->

- [ ] d text <!-- clearance: key=go-live.d-text phase=go-live -->
  - more link
  - [link](<https://u.example>)

## Sub <!-- clearance: key=sub -->

- [ ] e <!-- clearance: key=sub.e phase=go-live -->
`,
    );
  });

  it('carries sign-offs', () => {
    const definition = read('- a\nTechnical Lead: ____ Date: ____\n', 'text/plain', true);
    const again = read(exportChecklist(definition, null));
    expect(again.sign_offs.map(({ role, title }) => [role, title])).toEqual([
      ['technical-lead', 'Technical Lead'],
    ]);
    expect(definitionHash(again)).toBe(definitionHash(definition));
  });

  it('reads back as the same definition, whatever its words', () => {
    fc.assert(
      fc.property(definitions(anyTitles), (definition) => {
        const text = exportChecklist(definition, null);
        const parsed = parseChecklist(text, 'text/markdown', { repair: false });
        const again = identifyItems(parsed.definition, null, { newId }).definition;
        expect(told(again)).toEqual(told(definition));
        expect(definitionHash(again)).toBe(definitionHash(definition));
        expect(
          parsed.diagnostics.filter(
            (diagnostic) => !['duplicate_title', 'placeholder'].includes(diagnostic.code),
          ),
        ).toEqual([]);
      }),
      { numRuns: 300 },
    );
  });
});
