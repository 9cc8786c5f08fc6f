import { mkdtempSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { compareHistory } from './agrees.js';
import { loadSubject } from './load-subject.js';
import { mutationsOf, RULE_FILES, writeMutant } from './mutants.js';
import { Random } from './random.js';

const SEED = 20_260_301;
const MUTANTS = 66;
const HISTORIES = 300;
/** Of the mutants some change nothing that can be told (a bound that is never met, say): so many have to be caught. */
const CAUGHT = 50;

/** Whether the slow model tells the rules with a fault from those without. */
async function isCaught(folder: URL): Promise<boolean> {
  const subject = await loadSubject(folder);
  for (let seed = 1; seed <= HISTORIES; seed += 1) {
    try {
      compareHistory(subject, seed, 14);
    } catch {
      return true;
    }
  }
  return false;
}

describe('Faults in the rules', () => {
  const folder = mkdtempSync(join(tmpdir(), 'clearance-mutants-'));
  afterAll(async () => rm(folder, { recursive: true, force: true }));

  it(`are told by the slow model: at least ${CAUGHT} of ${MUTANTS}, put in at random places by a seed`, async () => {
    const random = new Random(SEED);
    const all = RULE_FILES.flatMap(mutationsOf);
    const chosen = new Set<(typeof all)[number]>();
    while (chosen.size < MUTANTS) chosen.add(random.pick(all));
    const missed: string[] = [];
    for (const [at, mutation] of [...chosen].entries())
      if (!(await isCaught(writeMutant(join(folder, `${at}`), mutation)))) missed.push(mutation.name);
    expect(missed.length, `not told:\n${missed.join('\n')}`).toBeLessThanOrEqual(MUTANTS - CAUGHT);
    if (process.env['SHOW_MUTANTS'] !== undefined) process.stdout.write(`not told:\n${missed.join('\n')}\n`);
  }, 600_000);
});
