import { expect, it } from 'vitest';
import { boundedRef, boundedSnapshot } from './bounded.js';
import { TicketingFailed } from './connector-errors.js';

const REF = { externalId: '12', key: '#12', url: 'https://tool.example.org/12' };

it('leaves a ticket as it is that anybody can keep', () => {
  const by = { id: '7', login: 'ana', email: null };
  const change = { by, at: '2026-01-01T00:00:00.000Z' };
  const seen = {
    ...REF,
    status: 'New',
    isClosed: false,
    updatedAt: '2026-01-01T00:00:00.000Z',
    statusChange: change,
  };
  expect(boundedSnapshot(seen)).toEqual(seen);
});

it('cuts what is said of it, and keeps no characters that a table cannot hold', () => {
  const long = 'x'.repeat(5_000);
  const by = { id: long, login: long, email: `a\u0000b` };
  const seen = { ...REF, key: `#1\n2`, status: `\ud800${long}`, isClosed: false, updatedAt: '' };
  const { key, status, statusChange } = boundedSnapshot({ ...seen, statusChange: { by, at: '' } });
  expect(key).toBe('#1\ufffd2');
  expect(status).toBe(`\ufffd${'x'.repeat(199)}`);
  expect(statusChange?.by).toEqual({ id: 'x'.repeat(200), login: 'x'.repeat(200), email: 'a\ufffdb' });
  expect(boundedRef({ ...REF, url: `https://tool.example.org/${long}` }).url).toBe('');
});

it.each(['', ' ', 'x'.repeat(201), 'a\u0000', '\udc00'])('takes no id like %j', (externalId) => {
  expect(() => boundedRef({ ...REF, externalId })).toThrow(TicketingFailed);
});
