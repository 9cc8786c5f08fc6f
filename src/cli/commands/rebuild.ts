import type { RebuildAnswer, RebuildBody } from '../../client/schema.js';
import type { Answer } from '../client/answer.js';
import { getRebuild, startRebuild } from '../client/projections.js';
import { EXIT } from '../exit-codes.js';
import { RebuildFailed, WrongUsage } from '../failures.js';
import { printAnswer } from '../output/print.js';
import { duration, progressLine, StatusLine } from '../output/progress.js';
import { rebuildsView, rebuildWords } from '../views/rebuilds.js';
import type { Host, Session } from './host.js';

interface RebuildFlags {
  readonly fresh?: true;
  readonly verify?: true;
  readonly keep?: true;
}

const ASK_EVERY_MS = 250;

export function addRebuild(host: Host): void {
  host
    .command('rebuild', 'rebuild a projection from the events; reads go on meanwhile')
    .argument('<projection>', 'such as items')
    .option('--fresh', 'throw away what a rebuild that was broken off had done')
    .option('--verify', 'compare the rebuilt rows with the live ones before they are swapped')
    .option('--keep', 'with --verify: leave the live tables in place where rows differ')
    .action(
      host.act(async (session, projection: string, flags: RebuildFlags) => {
        const options = rebuildBody(flags);
        const start = session.io.now();
        const started = await startRebuild(session.api, projection, options);
        const ended = await follow(session, projection, started);
        const { state, error } = ended.value;
        if (state === 'failed') throw new RebuildFailed(`The rebuild of ${projection} failed: ${error}`);
        const took = duration((session.io.now() - start) / 1000);
        await printAnswer(session, ended, {
          view: rebuildsView,
          rows: (rebuild) => [rebuild],
          words: (rebuild) => rebuildWords(rebuild, took, flags.verify ?? false),
        });
        return state === 'different' ? EXIT.internal : EXIT.ok;
      }),
    );
}

/** @throws WrongUsage for --keep alone, which would keep what nobody compared */
function rebuildBody({ fresh, verify, keep }: RebuildFlags): RebuildBody {
  if (keep && !verify) throw new WrongUsage('--keep goes with --verify: without, nothing is compared');
  return {
    fresh: fresh ?? false,
    ...(verify && { verify }),
    ...(keep && { on_difference: 'keep' }),
  };
}

/** Asks until it is done or has failed, and shows how far it is. */
async function follow(
  { io, api }: Session,
  projection: string,
  started: Answer<RebuildAnswer>,
): Promise<Answer<RebuildAnswer>> {
  const line = new StatusLine(io.err);
  let answer = started;
  let begun = milestone(started.value, io.now());
  try {
    while (answer.value.state === 'running') {
      const { position, target, tenant } = answer.value;
      // Each tenant's log has positions of its own, so the rate is counted anew.
      if (tenant !== begun.tenant || position < begun.doneBefore) begun = milestone(answer.value, io.now());
      const { doneBefore, at } = begun;
      const elapsedMs = io.now() - at;
      await line.show(
        progressLine({ label: projection, done: position, total: target, doneBefore, elapsedMs }),
      );
      await io.sleep(ASK_EVERY_MS);
      answer = await getRebuild(api, projection);
    }
  } finally {
    await line.clear();
  }
  if (answer.value.state === 'never')
    throw new RebuildFailed(
      `The service no longer knows of the rebuild of ${projection}: it was restarted. Start it again, it goes on where it was`,
    );
  return answer;
}

interface Milestone {
  readonly tenant: string | null;
  readonly doneBefore: number;
  readonly at: number;
}

function milestone({ tenant, position }: RebuildAnswer, at: number): Milestone {
  return { tenant, doneBefore: position, at };
}
