import { it } from 'vitest';
import { Random } from './random.js';
import { RandomHistory, PROJECT } from './random-history.js';
import { loadSubject } from './load-subject.js';
import { boardAt } from './subject.js';
it('x', async () => {
  const subject = await loadSubject();
  const h = new RandomHistory(subject, new Random(Number(process.env['SEED'])));
  for (let i = 0; i < 14; i++) h.step();
  const b = boardAt(subject, h.events, PROJECT, Number(process.env['POS']));
  const rows = b.checklists[0]!.rows;
  const { states } = subject.settleItems(rows, {
    now: process.env['NOW']!,
    conditions: b.conditions,
    gate: 'go-live',
  });
  rows.forEach((r, i) =>
    console.log(
      'ROW',
      r.id,
      'parent',
      r.parent,
      r.level,
      r.settledBy,
      'sum',
      r.summary,
      JSON.stringify(r.when),
      r.status,
      r.isAsidePending,
      r.decidedWording === r.wordingHash,
      'w',
      r.waivers.length,
      '=>',
      JSON.stringify(states[i]),
    ),
  );
  console.log('ROW', JSON.stringify([...b.conditions.values()].map((c) => [c.key, c.answer, c.isApproved])));
});
