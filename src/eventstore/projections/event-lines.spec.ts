import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { KeptTexts, LineEvent } from './event-lines.js';

const lineAt = (time: string, actor = 'mem_1') =>
  `7\titem\tchk_1/itm_1\t3\titem.checked\t1\tprj_1\t${actor}\thuman\tsuccess\t${time}\tapi\t{"n":1}\t00000000-0000-0000-0000-000000000001`;

// As PostgreSQL writes a timestamp with DateStyle ISO: without zeros at the end.
function asWritten(iso: string): string {
  return iso
    .replace('T', ' ')
    .replace('Z', '')
    .replace(/\.?0+$/, '');
}

describe('LineEvent', () => {
  it('reads a line', () => {
    expect(new LineEvent('default', lineAt('2026-11-21 21:11:56.010923'), new KeptTexts())).toMatchObject({
      position: 7,
      stream: { type: 'item', id: 'chk_1/itm_1' },
      sequence: 3,
      type: 'item.checked',
      revision: 1,
      project: 'prj_1',
      actor: { id: 'mem_1', kind: 'human' },
      outcome: 'success',
      createdAt: '2026-11-21T21:11:56.010923Z',
      source: 'api',
      payload: { n: 1 },
      fault: null,
    });
  });

  it('gives times with six digits, whatever came before', () => {
    const kept = new KeptTexts();
    const micros = fc.integer({ min: 0, max: 4_102_444_800_000_000 });
    const times = fc.array(fc.tuple(micros, fc.constantFrom('mem_1', 'mem_2')), { minLength: 1 });
    fc.assert(
      fc.property(times, (all) => {
        for (const [micro, actor] of all) {
          const digits = String(micro % 1_000_000).padStart(6, '0');
          const iso = `${new Date(Math.floor(micro / 1_000_000) * 1_000).toISOString().slice(0, 19)}.${digits}Z`;
          const event = new LineEvent('default', lineAt(asWritten(iso), actor), kept);
          expect([event.createdAt, event.actor.id]).toEqual([iso, actor]);
        }
      }),
    );
  });
});
