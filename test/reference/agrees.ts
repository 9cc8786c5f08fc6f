import { isDeepStrictEqual } from 'node:util';
import { expect } from 'vitest';
import { Random } from './random.js';
import { PROJECT, RandomHistory } from './random-history.js';
import { referenceReadiness } from './reference-model.js';
import { boardAt, judge, type Subject } from './subject.js';

/** Times to ask about a position: then, and later, when things will have run out. */
const DAYS_LATER = [0, 7, 40];

/**
 * Plays a random history by a seed and asks, after every event, the rules and the slow model for both gates, then and
 * later. Throws where they differ. Gives how many answers were compared.
 */
export function compareHistory(subject: Subject, seed: number, steps: number): number {
  const random = new Random(seed);
  const history = new RandomHistory(subject, random);
  while (history.events.length < steps * 2 && steps > 0) {
    history.step();
    steps -= 1;
  }
  let compared = 0;
  for (const event of history.events) {
    if (event.type === 'template.version_published') continue;
    const board = boardAt(subject, history.events, PROJECT, event.position);
    const later = random.pick(DAYS_LATER);
    const now = new Date(Date.parse(event.createdAt) + later * 86_400_000).toISOString().replace('Z', '000Z');
    for (const gate of [
      'go-live',
      ...(board.gates.some(({ key }) => key === 'release') ? ['release'] : []),
    ]) {
      const { digest: _, ...answer } = judge(subject, board, gate, now);
      const reference = referenceReadiness(history.events, PROJECT, gate, event.position, now);
      // Asked a hundred thousand times: the words of an assertion are for where they differ.
      if (!isDeepStrictEqual(answer, reference))
        expect(answer, `seed ${seed}, position ${event.position}, gate ${gate}, ${now}`).toEqual(reference);
      compared += 1;
    }
  }
  return compared;
}
