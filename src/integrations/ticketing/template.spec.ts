import fc from 'fast-check';
import { expect, it } from 'vitest';
import {
  checkTemplate,
  renderHeader,
  renderJson,
  renderText,
  renderUrl,
  TemplateFailed,
} from './template.js';

it('keeps what is put into JSON, a path and a header in its place', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary' }), (title) => {
      const body = JSON.parse(JSON.stringify(renderJson({ a: '{{ title }}', b: 1 }, { title }))) as unknown;
      expect(body).toEqual({ a: title, b: 1 });
      if (!title.isWellFormed()) return;
      expect(new URL(`https://x.org${renderUrl('/t/{{ title }}/z', { title })}`).origin).toBe(
        'https://x.org',
      );
      expect(renderUrl('/t/{{ title }}', { title })).toBe(`/t/${encodeURIComponent(title)}`);
    }),
  );
  expect(() => renderHeader('{{ title }}', { title: 'a\r\nb' })).toThrow(TemplateFailed);
});

it.each([
  '{% include "x" %}',
  '{% render "x" %}',
  '{% layout "x" %}',
  '{{ x | nothing }}',
  '{{ x ',
  'x'.repeat(16_385),
])('refuses %.20s', (text) => {
  expect(() => checkTemplate(text) ?? renderText(text, {})).toThrow(TemplateFailed);
});

it('ends what goes on for ever, and shows nothing that was not passed', () => {
  const loop = '{% for i in (1..100000000) %}{% for j in (1..100000000) %}x{% endfor %}{% endfor %}';
  expect(() => renderText(loop, {})).toThrow(TemplateFailed);
  expect(renderText('{{ constructor }}{{ x.constructor }}{{ x.__proto__ }}{{ process }}', { x: {} })).toBe(
    '',
  );
});
