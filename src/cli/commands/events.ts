import { listEvents } from '../client/events.js';
import { printList } from '../output/print.js';
import { eventsView } from '../views/events.js';
import type { Host } from './host.js';
import { integer } from './options.js';

/** As a table without --limit: what a person reads. */
const TABLE_ROWS = 50;

interface EventsFlags {
  readonly project?: string;
  readonly type?: string;
  readonly actor?: string;
  readonly from?: string;
  readonly to?: string;
  readonly limit?: number;
}

export function addEvents(host: Host): void {
  host
    .command('events', 'list the log, newest first')
    .option('-p, --project <project>', 'key or id')
    .option('--type <types>', 'one or several with commas between, e.g. item.checked,item.failed')
    .option('--actor <id>', 'id of an actor')
    .option('--from <time>', 'recorded at or after (RFC 3339)')
    .option('--to <time>', 'recorded before (RFC 3339)')
    .option('--limit <number>', `how many at most; left out: ${TABLE_ROWS} in a table, else all`, integer(1))
    .action(
      host.act(async (session, { limit, project, type, actor, from, to }: EventsFlags) => {
        const most = limit ?? (session.format === 'table' ? TABLE_ROWS : null);
        const filter = { project, type, actor, from, to };
        await printList(session, eventsView, listEvents(session.api, filter, most));
      }),
    );
}
