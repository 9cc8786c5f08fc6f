import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { Stand } from './stand.js';
import type { Subject } from './subject.js';

/** A call about a ticket, as the system signs it. */
export type SignedCall = (secret: string, id: string) => { headers: Record<string, string>; body: string };

/** What every connector makes of calls of its system. */
export function describeCalls(subject: Subject, call: SignedCall): void {
  describe(`Calls of ${subject.name}`, () => {
    const stand = new Stand(subject);
    beforeAll(() => stand.open());
    afterAll(() => stand.close());
    const told = async (secret: string, change: (body: string) => string = (body) => body) => {
      const { headers, body } = call(secret, '1');
      const bytes = Buffer.from(change(body));
      return await stand.connector.receive({ headers, body: bytes, now: Date.now() });
    };

    it('are taken where they are signed with any of its secrets', async () => {
      for (const secret of ['newest', 'older'])
        expect(await told(secret)).toEqual({
          deliveryId: 'delivery-1',
          tickets: [{ externalId: '1', snapshot: null }],
        });
    });

    it('are refused where they are signed otherwise, or not at all', async () => {
      await expect(told('guessed')).rejects.toMatchObject({ code: 'unverified' });
      await expect(told('newest', (body) => `${body} `)).rejects.toMatchObject({ code: 'unverified' });
      const unsigned = { headers: {}, body: Buffer.from(call('newest', '1').body), now: Date.now() };
      await expect(stand.connector.receive(unsigned)).rejects.toMatchObject({ code: 'unverified' });
    });
  });
}

/** The same of a system that calls nobody. */
export function describeNoCalls(subject: Subject): void {
  it(`${subject.name} calls nobody: what comes is not taken`, async () => {
    const stand = new Stand(subject);
    await stand.open();
    const any = { headers: {}, body: Buffer.from('{}'), now: Date.now() };
    await expect(stand.connector.receive(any)).rejects.toMatchObject({ code: 'unsupported' });
    expect(stand.connector.capabilities.inbound).toBe(false);
    await stand.close();
  });
}
