import { getReadiness } from '../client/readiness.js';
import { EXIT } from '../exit-codes.js';
import { printAnswer } from '../output/print.js';
import { readinessWords, reasonsView } from '../views/readiness.js';
import type { Host } from './host.js';
import { integer } from './options.js';

const GOOD_VERDICTS = ['ready', 'ready_with_exceptions'];

interface ReadinessFlags {
  readonly project: string;
  readonly gate?: string;
  readonly atPosition?: number;
  readonly asOf?: string;
}

export function addReadiness(host: Host): void {
  host
    .command('readiness', 'say whether a project is ready, and what stands against it; not ready ends with 1')
    .requiredOption('-p, --project <project>', 'key or id')
    .option('--gate <gate>', 'key of a gate; left out: go-live')
    .option('--at-position <position>', 'the state after the event at this position', integer(0))
    .option('--as-of <time>', 'the state at this time of recording (RFC 3339)')
    .action(
      host.act(async (session, { project, gate, atPosition, asOf }: ReadinessFlags) => {
        const query = { gate, at_position: atPosition, as_of: asOf };
        const answer = await getReadiness(session.api, project, query);
        await printAnswer(session, answer, {
          view: reasonsView,
          rows: ({ reasons }) => reasons,
          words: (value) => readinessWords(value, session.out.columns),
        });
        return GOOD_VERDICTS.includes(answer.value.verdict) ? EXIT.ok : EXIT.notReady;
      }),
    );
}
