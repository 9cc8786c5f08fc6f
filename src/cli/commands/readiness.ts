import { getReadiness } from '../client/readiness.js';
import { WrongUsage } from '../failures.js';
import { printAnswer } from '../output/print.js';
import { readinessWords, reasonsView } from '../views/readiness.js';
import type { Host } from './host.js';
import { integer } from './options.js';
import { exitCodeOfVerdict, untilReady, type WaitFlags, withVerdictFlags } from './verdict.js';

interface ReadinessFlags extends WaitFlags {
  readonly project: string;
  readonly gate?: string;
  readonly atPosition?: number;
  readonly asOf?: string;
}

export function addReadiness(host: Host): void {
  const readiness = host
    .command('readiness', 'say whether a project is ready, and what stands against it; not ready ends with 1')
    .requiredOption('-p, --project <project>', 'key or id')
    .option('--gate <gate>', 'key of a gate; left out: go-live')
    .option('--at-position <position>', 'the state after the event at this position', integer(0))
    .option('--as-of <time>', 'the state at this time of recording (RFC 3339)');
  withVerdictFlags(readiness)
    .addHelpText('after', '\nExample:\n  clearance readiness --project payments-api --wait 30m')
    .action(
      host.act(async (session, flags: ReadinessFlags) => {
        const { project, gate, atPosition, asOf } = flags;
        if (flags.wait !== undefined && (atPosition !== undefined || asOf !== undefined))
          throw new WrongUsage('--wait is for the readiness of now: what is past changes no more');
        const query = {
          ...(gate !== undefined && { gate }),
          ...(atPosition !== undefined && { at_position: atPosition }),
          ...(asOf !== undefined && { as_of: asOf }),
        };
        let answer = await getReadiness(session.api, project, query);
        let isFirst = true;
        await untilReady(session, flags, async () => {
          if (!isFirst) answer = await getReadiness(session.api, project, query);
          isFirst = false;
          return answer.value.verdict;
        });
        await printAnswer(session, answer, {
          view: reasonsView,
          rows: ({ reasons }) => reasons,
          words: (value) => readinessWords(value, session.out.columns),
        });
        return exitCodeOfVerdict(session, flags, answer.value.verdict);
      }),
    );
}
