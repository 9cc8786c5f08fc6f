import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { ticketRef } from './ticket-ref.js';

describe('What somebody has of a ticket', () => {
  it('is a key in any case', () => {
    for (const text of ['#12', 'OPS-1', 'http:12', 'acme/shop#12'])
      expect(ticketRef(text)).toEqual({ keys: [text.toLowerCase()], urls: null });
  });

  it.each([
    ['https://github.com/acme/shop/issues/12', '#12'],
    ['https://github.com/acme/shop/issues/12/?a=b#issuecomment-7', '#12'],
    ['https://jira.example.org/browse/OPS-1?focusedId=3', 'ops-1'],
    ['https://rt.example.org/Ticket/Display.html?id=12', '#12'],
    ['https://tool.example.org/#/tickets/T%2012', 't 12'],
  ])('is a URL that its key stands in: %s', (text, key) => {
    expect(ticketRef(text).keys).toContain(key);
  });

  it('is a URL as it was linked, whatever an address line has behind it', () => {
    const linked = 'https://redmine.example.org/issues/12';
    for (const more of ['', '/', '#note-3', '?tab=notes', '/?tab=notes#note-3'])
      expect(ticketRef(`${linked}${more}`).urls).toContain(linked);
    expect(ticketRef('HTTPS://Redmine.example.org/issues/12').urls).toContain(linked);
    const display = 'https://rt.example.org/Ticket/Display.html?id=12';
    expect(ticketRef(`${display}#txn-4`).urls).toContain(display);
  });

  it('never has a key that no database takes, and few of them', () => {
    const part = fc.oneof(fc.string(), fc.constantFrom('%00', '%', '%e4', '/', '?', '#', '='));
    fc.assert(
      fc.property(fc.array(part, { maxLength: 60 }), (parts) => {
        const { keys } = ticketRef(`https://x.example/${parts.join('/')}`);
        expect(keys.length).toBeLessThanOrEqual(32);
        expect(keys.join('')).not.toContain('\0');
      }),
    );
  });
});
