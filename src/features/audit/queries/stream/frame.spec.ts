import { crc32, createGunzip, gunzipSync } from 'node:zlib';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { crcOfBoth, shiftOf } from './crc.js';
import { Frame, ZippedMember } from './frame.js';
import { closingFrame, eventText, heartbeatFrame, openingFrame } from './sse.js';

const texts = fc.array(fc.string({ unit: 'grapheme', maxLength: 300 }), { maxLength: 20 });

function memberOf(frames: readonly Frame[]): Buffer {
  const member = new ZippedMember();
  const parts = frames.map((frame) => {
    member.add(frame.zipped);
    return frame.zipped.payload;
  });
  return Buffer.concat([ZippedMember.HEADER, ...parts, member.end()]);
}

it('sums two texts of which the sums are known, as zlib sums both', () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 5_000 }), fc.uint8Array({ maxLength: 5_000 }), (one, other) => {
      const both = crc32(Buffer.concat([one, other]));
      expect(crcOfBoth(crc32(one), crc32(other), shiftOf(other.length))).toBe(both);
    }),
  );
});

describe('A frame', () => {
  it('is a chunk of HTTP/1.1 with the text in it', () => {
    fc.assert(
      fc.property(fc.string({ minLength: 1, maxLength: 300 }), (text) => {
        const { payload, chunk } = new Frame(text).plain;
        expect(payload.toString()).toBe(text);
        expect(chunk.toString()).toBe(`${payload.length.toString(16)}\r\n${text}\r\n`);
      }),
    );
  });

  it('is compressed so that any may follow any other, in one member of gzip', () => {
    fc.assert(
      fc.property(texts, fc.array(fc.nat({ max: 19 }), { maxLength: 40 }), (all, order) => {
        const frames = all.map((text) => new Frame(text));
        const chosen = order.flatMap((index) => frames[index] ?? []);
        const wanted = order.flatMap((index) => all[index] ?? []).join('');
        expect(gunzipSync(memberOf(chosen)).toString()).toBe(wanted);
      }),
    );
  });

  it('is there for a reader before the next one comes', async () => {
    const gunzip = createGunzip();
    const frame = new Frame(eventText(7, '{"a":1}'));
    gunzip.write(Buffer.concat([ZippedMember.HEADER, frame.zipped.payload]));
    const text = await new Promise((resolve) => {
      gunzip.once('data', (data: Buffer) => resolve(data.toString()));
    });
    expect(text).toBe('id: 7\ndata: {"a":1}\n\n');
    gunzip.destroy();
  });

  it('is a tenth where events are alike', () => {
    const text = Array.from({ length: 100 }, (_, n) =>
      eventText(n, JSON.stringify({ type: 'item.checked', aggregate: { type: 'item', id: `itm_${n}` }, n })),
    ).join('');
    const frame = new Frame(text);
    expect(frame.zipped.payload.length * 8).toBeLessThan(frame.plain.payload.length);
  });
});

it('says in text/event-stream how a stream begins, and why it ends', () => {
  expect(openingFrame(6).plain.payload.toString()).toBe('retry: 2000\nid: 6\n: after 6\n\n: \n\n');
  expect(openingFrame(-1).plain.payload.toString()).toBe('retry: 2000\n: after -1\n\n: \n\n');
  expect(heartbeatFrame(9).plain.payload.toString()).toBe('id: 9\n: \n\n');
  expect(closingFrame('revoked').plain.payload.toString()).toBe(
    'event: closing\ndata: {"reason":"revoked"}\n\n',
  );
});
