import { getMe } from '../client/me.js';
import { printAnswer } from '../output/print.js';
import { meView, meWords } from '../views/me.js';
import type { Host } from './host.js';

export function addWhoami(host: Host): void {
  host.command('whoami', 'say whom the key belongs to').action(
    host.act(async (session) => {
      const answer = await getMe(session.api);
      await printAnswer(session, answer, {
        view: meView,
        rows: (me) => [me],
        words: meWords,
      });
    }),
  );
}
