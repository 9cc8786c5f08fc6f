import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { mayPass, TicketingFailed } from '../../../src/integrations/ticketing/connector-errors.js';
import { Stand } from './stand.js';
import type { Subject } from './subject.js';

/** What every connector does, whichever system it speaks to, real or not. */
export function describeConnector(subject: Subject): void {
  const stand = new Stand(subject);
  describe(`The connector for ${subject.name}`, () => {
    beforeAll(() => stand.open());
    afterAll(() => stand.close());

    it('says who it is, and what is wrong with a login', async () => {
      expect((await stand.connector.whoAmI()).id).not.toBe('');
      const stranger = stand.another({ secret: 'guessed' });
      await expect(stranger.whoAmI()).rejects.toMatchObject({ code: 'unauthorized' });
      await expect(stranger.create(stand.draft('0'))).rejects.toMatchObject({ code: 'unauthorized' });
    });

    it('makes a ticket and finds it by its mark, and by nothing that is like it', async () => {
      const made = await stand.connector.create(stand.draft('one'));
      expect(await stand.behind.title(made.externalId)).toBe(`Restore "${stand.mark('one')}"`);
      expect(await stand.connector.findByMark(stand.mark('one'), stand.since)).toMatchObject({
        externalId: made.externalId,
        key: made.key,
      });
      expect(await stand.connector.findByMark(stand.mark('one').slice(0, -1), stand.since)).toBeNull();
      expect(await stand.connector.findByMark(stand.mark('two'), stand.since)).toBeNull();
    });

    it('locates a ticket by its page and key, and no other', async () => {
      const made = await stand.connector.create(stand.draft('located'));
      expect(made.url).toBe(subject.page(stand.behind.url, made.externalId));
      for (const text of [made.url, made.key])
        expect((await stand.connector.locate(text))?.externalId).toBe(made.externalId);
      expect(await stand.connector.locate('https://elsewhere.example.org/issues/1')).toBeNull();
      expect(await stand.connector.locate(subject.page(stand.behind.url, '999999'))).toBeNull();
    });

    it('reads who closed a ticket and when', async () => {
      const { externalId } = await stand.connector.create(stand.draft('read'));
      expect(await stand.connector.read(externalId)).toMatchObject({ isClosed: false, statusChange: null });
      const closedAt = await stand.behind.closeAsAna(externalId);
      const read = await stand.connector.read(externalId);
      expect(read?.isClosed).toBe(true);
      expect(Date.parse(read?.statusChange?.at ?? '')).toBe(Date.parse(closedAt));
      expect(read?.statusChange?.by).not.toEqual(await stand.connector.whoAmI());
      expect(await stand.connector.read('999999')).toBeNull();
    });

    it('closes, opens again, and does neither twice', async () => {
      const { externalId } = await stand.connector.create(stand.draft('closed'));
      for (const state of ['done', 'open'] as const) {
        await stand.connector.setState(externalId, state);
        expect(await stand.behind.isClosed(externalId)).toBe(state === 'done');
        const by = (await stand.connector.read(externalId))?.statusChange?.by;
        expect(by?.id).toBe((await stand.connector.whoAmI()).id);
        const { writes } = stand.sender;
        await stand.connector.setState(externalId, state);
        expect(stand.sender.writes).toBe(writes);
      }
      await expect(stand.connector.setState('999999', 'done')).rejects.toBeInstanceOf(TicketingFailed);
    });

    it('says a thing once, also when it cannot know whether it was said', async () => {
      const { externalId } = await stand.connector.create(stand.draft('told'));
      const comment = { mark: `${stand.mark('told')}@7`, text: 'Ana checked “it”' };
      await stand.connector.comment(externalId, comment, false);
      await stand.connector.comment(externalId, comment, true);
      expect(await stand.behind.comments(externalId)).toBe(1);
      await stand.connector.comment(externalId, { ...comment, mark: `${stand.mark('told')}@71` }, true);
      expect(await stand.behind.comments(externalId)).toBe(2);
    });

    it('changes a title, and lists what has changed', async () => {
      const { externalId } = await stand.connector.create(stand.draft('changed'));
      await stand.connector.update(externalId, { title: 'Another' });
      expect(await stand.behind.title(externalId)).toBe('Another');
      const { tickets, cursor } = await stand.connector.changesSince(stand.since);
      expect(tickets.map((one) => one.externalId)).toContain(externalId);
      expect(Date.parse(cursor ?? '')).toBeGreaterThanOrEqual(
        Math.floor(Date.parse(stand.since) / 1000) * 1000,
      );
    });

    it('says at once that a ticket cannot be made so', async () => {
      const elsewhere = stand.another({ target: { ...subject.target, ...subject.elsewhere } });
      const made = elsewhere.create({ ...stand.draft('needs'), title: subject.elsewhere ? 'A title' : '' });
      const error = await made.catch((failed: unknown) => failed);
      expect(error).toBeInstanceOf(TicketingFailed);
      expect(mayPass(error)).toBe(false);
    });

    it('tells of a ticket that was deleted', async () => {
      const { externalId } = await stand.connector.create(stand.draft('removed'));
      await stand.behind.remove(externalId);
      const read = await stand.connector.read(externalId);
      expect(read?.status ?? 'deleted').toBe('deleted');
      expect(read?.isClosed ?? true).toBe(true);
    });
  });
}
