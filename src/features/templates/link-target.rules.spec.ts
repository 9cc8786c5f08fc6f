import { describe, expect, it } from 'vitest';
import { isLinkTarget } from './link-target.rules.js';
import { parseChecklist } from './parsing/parse-checklist.js';

const GOOD = [
  'https://wiki.example.com/restore?x=a:b#c',
  'HTTP://example.com',
  'mailto:ops@example.com',
  '../runbooks/restore.md#steps',
  '/docs/a:b',
  '//example.com/x',
  '?q=a:b',
  'restore.md',
];
const BAD = [
  'javascript:alert(1)',
  'JavaScript:alert(1)',
  'vbscript:x',
  'data:text/html,<b>',
  'data:image/png;base64,AAAA',
  'file:///etc/passwd',
  'ftp://example.com/x',
  'tel:112',
  'blob:x',
];

describe('What a template may link to', () => {
  it.each(GOOD)('%s', (url) => expect(isLinkTarget(url)).toBe(true));
  it.each([...BAD, ' javascript:x', 'java\tscript:x', '\u0001javascript:x', 'java\u200bscript:x'])(
    'not %j',
    (url) => expect(isLinkTarget(url)).toBe(false),
  );

  it.each([...GOOD, ...BAD])('is the same in Markdown: %s', (url) => {
    const [item] = parseChecklist(`- [ ] See [this](<${url}>)\n`, 'text/markdown', {
      repair: false,
    }).definition.sections.flatMap(({ items }) => items);
    expect(item?.title).toContain('See');
    expect((item?.links ?? []).map((link) => link.title)).toEqual(isLinkTarget(url) ? ['this'] : []);
  });
});
