import { upgradeChecklist } from '../client/projects.js';
import { printAnswer } from '../output/print.js';
import { count } from '../output/text.js';
import type { UpgradeAnswer, UpgradeItem } from '../../features/checklists/http/checklist.dto.js';
import type { Host } from './host.js';
import { integer, withWriteFlags, writeOptions, type WriteFlags } from './options.js';

interface UpgradeFlags extends WriteFlags {
  readonly project: string;
  readonly version?: number;
  readonly dryRun?: true;
}

export function addUpgrade(host: Host): void {
  const upgrade = host
    .command('upgrade', 'take a checklist over to another version of its template, keeping answers')
    .argument('<checklist>', 'key or id')
    .requiredOption('-p, --project <project>', 'key or id')
    .option('--version <number>', 'left out: the newest', integer(1))
    .option('--dry-run', 'record nothing, only list');
  withWriteFlags(upgrade).action(
    host.act(async (session, checklist: string, flags: UpgradeFlags) => {
      const { project, version, dryRun } = flags;
      const body = { ...(version !== undefined && { version }), dry_run: dryRun ?? false };
      const answer = await upgradeChecklist(session.api, { project, checklist }, body, writeOptions(flags));
      await printAnswer(session, answer, {
        view: {
          plural: 'changes',
          table: [],
          csv: [
            { name: 'change', value: ([name]) => name },
            { name: 'item', value: ([, { key }]) => key },
          ],
        },
        rows: changes,
        words: upgradeWords,
      });
    }),
  );
}

const LISTS = ['reworded', 'moved', 'added', 'removed'] as const;

function changes(answer: UpgradeAnswer): (readonly [string, UpgradeItem])[] {
  return LISTS.flatMap((list) => answer[list].map((item) => [list, item] as const));
}

function upgradeWords(answer: UpgradeAnswer): string {
  const { from_version, to_version, kept, weakened, dry_run, position } = answer;
  const done = dry_run ? 'Nothing was recorded' : `Recorded at position ${position}`;
  const waiting = weakened.map(({ id, item_key, kinds }) => `  ${item_key} (${kinds.join(', ')}): ${id}\n`);
  return [
    `Version ${from_version} to ${to_version}: ${count(kept.length, 'item')} kept. ${done}\n`,
    ...changes(answer).map(([list, { key }]) => `  ${list}: ${key}\n`),
    ...(waiting.length === 0 ? [] : ['What asks less waits for a second person:\n', ...waiting]),
  ].join('');
}
