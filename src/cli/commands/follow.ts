import type { EventAnswer } from '../../client/schema.js';
import type { Query } from '../client/api.js';
import { messagesOf } from '../client/sse.js';
import { exitCodeOf, EXIT } from '../exit-codes.js';
import { CliFailure, ServiceProblem, Unreachable } from '../failures.js';
import { printList } from '../output/print.js';
import { seconds } from '../output/text.js';
import { plain } from '../output/width.js';
import { eventsView } from '../views/events.js';
import type { Host, Session } from './host.js';
import { integer } from './options.js';

/** Tries in a row without an event or a heartbeat between them. */
const TRIES = 10;
const FIRST_WAIT_MS = 500;
const LONGEST_WAIT_MS = 30_000;

interface FollowFlags {
  readonly project?: string;
  readonly type?: string;
  readonly actor?: string;
  readonly after?: number;
  readonly limit?: number;
  readonly retry: boolean;
}

/** `event follow`: events as they come, none twice and none missing, also over a broken connection. */
export function addFollow(host: Host): void {
  host
    .command(
      'event follow',
      'print events as they come, until it is stopped; a broken connection is taken up again',
    )
    .option('-p, --project <project>', 'key or id')
    .option('--type <types>', 'one or several with commas between, e.g. item.checked,item.failed')
    .option('--actor <id>', 'id of an actor')
    .option('--after <position>', 'begin behind this position; left out: with what comes next', integer(0))
    .option('--limit <number>', 'end after so many', integer(1))
    .addHelpText(
      'after',
      '\nExample:\n  clearance event follow --project payments-api --after 0 --limit 10 -o ndjson',
    )
    .action(
      host.act(async (session, flags: FollowFlags) => {
        await printEach(session, eventsOf(session, flags));
      }),
    );
}

/** A table of what never ends has no widths: a line an event. */
async function printEach(session: Session, events: AsyncGenerator<EventAnswer>): Promise<void> {
  const { out, format } = session;
  if (format === 'csv' || format === 'ndjson') return await printList(session, eventsView, alone(events));
  for await (const event of events) {
    const { position, created_at: at, summary } = event;
    const line = format === 'json' ? JSON.stringify(event) : `${position}  ${seconds(at)}  ${plain(summary)}`;
    await out.write(`${line}\n`);
    if (out.isClosed) return;
  }
}

async function* alone(events: AsyncGenerator<EventAnswer>): AsyncGenerator<readonly EventAnswer[]> {
  for await (const event of events) yield [event];
}

async function* eventsOf({ api, io, note }: Session, flags: FollowFlags): AsyncGenerator<EventAnswer> {
  const { project, type, actor, after, limit = Infinity, retry } = flags;
  const query: Query = { project, type, actor, after };
  let lastId: string | null = null;
  let left = limit;
  for (let failed = 0; ;) {
    try {
      const headers = { accept: 'text/event-stream', ...(lastId !== null && { 'last-event-id': lastId }) };
      const pieces = await api.stream({ method: 'GET', path: '/v1/events/stream', query, headers });
      let isGreeted = false;
      for await (const { id, event, data } of messagesOf(pieces)) {
        lastId = id ?? lastId;
        // The first id is where it begins; one without data that comes later is a heartbeat: all is well, if silent.
        if (data === null ? isGreeted : event === 'message') failed = 0;
        isGreeted = true;
        if (event !== 'message' || data === null) continue;
        yield JSON.parse(data) as EventAnswer;
        left -= 1;
        if (left <= 0) return;
      }
      failed += 1;
      if (!retry || failed >= TRIES) throw new Unreachable('the service ended the stream');
    } catch (error) {
      failed += 1;
      if (!retry || failed >= TRIES || !(error instanceof CliFailure) || !isPassing(error)) throw error;
    }
    const wait = Math.min(LONGEST_WAIT_MS, FIRST_WAIT_MS * 2 ** failed * (1 - Math.random() / 2));
    await note(`the stream broke off; next try in ${(wait / 1000).toFixed(1)} s`);
    await io.sleep(wait);
  }
}

function isPassing(error: CliFailure): boolean {
  if (error instanceof ServiceProblem) return exitCodeOf(error.problem.status) === EXIT.unavailable;
  return error instanceof Unreachable;
}
