import { describe, expect, it } from 'vitest';
import { keepsThreshold, readThreshold, thresholdWords } from '../item-rules.rules.js';
import type { ItemRules } from '../template.events.js';
import { readMarker, writeMarker } from './marker.js';
import { parseChecklist } from './parse-checklist.js';

const rules = (words: string) => readMarker(`clearance: ${words}`, 'item');

describe('rules in markers', () => {
  it.each<[string, ItemRules]>([
    ['if=self-hosted', { when: { condition: 'self-hosted', answer: true } }],
    ['unless=self-hosted', { when: { condition: 'self-hosted', answer: false } }],
    ['recurs_days=90 human_only=true', { recurs_days: 90, human_only: true }],
    ['summary=above', { summary: 'above' }],
    ['at_most=200ms', { threshold: { bound: 'at_most', value: '200', unit: 'ms' } }],
    ['at_least=99.9%', { threshold: { bound: 'at_least', value: '99.9', unit: '%' } }],
    ['invariant=true', { invariant: true }],
  ])('are read and written alike: %s', (words, expected) => {
    expect(rules(words)).toEqual({ marker: expected, problems: [] });
    expect(writeMarker(expected)).toBe(`<!-- clearance: ${words} -->`);
  });

  it.each(['if=A_B', 'recurs_days=0', 'recurs_days=3651', 'human_only=no', 'summary=all', 'at_most=fast'])(
    'that make no sense are named and left out: %s',
    (words) => {
      const read = rules(words);
      expect(read?.marker).toEqual({});
      expect(read?.problems).toHaveLength(1);
    },
  );

  it('of a heading hold for what stands below it; the front matter asks the questions', () => {
    const text = [
      '---',
      'clearance:',
      '  conditions:',
      '    regions: Do you run in several regions?',
      '---',
      '# Go-live',
      '## Regions <!-- clearance: if=regions -->',
      '- [ ] Fail over <!-- clearance: recurs_days=30 -->',
      '## Rest',
      '- [ ] Audit <!-- clearance: unless=demo -->',
      '- [ ] All reviewed <!-- clearance: summary=above -->',
    ].join('\n');
    const { definition, diagnostics } = parseChecklist(text, 'text/markdown', { repair: false });
    expect(diagnostics).toEqual([]);
    expect(definition.conditions).toEqual([
      { key: 'regions', question: 'Do you run in several regions?' },
      { key: 'demo', question: 'demo' },
    ]);
    const items = definition.sections.flatMap((section) => section.items);
    expect(
      items.map(({ title, when, recurs_days, summary }) => ({ title, when, recurs_days, summary })),
    ).toEqual([
      { title: 'Fail over', when: { condition: 'regions', answer: true }, recurs_days: 30 },
      { title: 'Audit', when: { condition: 'demo', answer: false } },
      { title: 'All reviewed', summary: 'above' },
    ]);
  });
});

describe('thresholds', () => {
  const bound = readThreshold('at_most', '200 ms');

  it('are a number and a unit', () => {
    expect(bound && thresholdWords(bound)).toBe('at most 200 ms');
    expect(readThreshold('at_most', 'fast')).toBeNull();
  });

  it.each([
    ['187 ms', true],
    ['200', true],
    ['200.000001 ms', false],
    ['-1ms', true],
    ['0.2 s', null],
    ['fast', null],
  ])('judge %s as %s', (measured, expected) => {
    expect(bound && keepsThreshold(bound, measured)).toBe(expected);
  });

  it('hold at the bound from below as well', () => {
    const least = { bound: 'at_least', value: '99.9', unit: '%' } as const;
    expect([keepsThreshold(least, '99.9%'), keepsThreshold(least, '99.89 %')]).toEqual([true, false]);
  });
});
