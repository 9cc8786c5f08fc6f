import { fetched } from './ask.js';
import { type Command, EVENTS_OF } from './ledger.js';

/** What the checks read of an event as the API shows it. */
export interface LoggedEvent {
  readonly position: number;
  readonly id: string;
  readonly type: string;
  readonly aggregate: { readonly type: string; readonly id: string };
  readonly sequence: number;
  readonly subject: { readonly item: string | null };
  readonly after: { readonly status?: string } | null;
  readonly created_at: string;
  readonly correlation_id: string;
  readonly private: { readonly text?: string; readonly reason?: string; readonly title?: string } | null;
}

/** The whole log, in the order of its positions. */
export async function readLog(url: string): Promise<LoggedEvent[]> {
  const text = await fetched(url, '/v1/events?order=asc', { accept: 'application/x-ndjson' });
  return text
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line) as LoggedEvent);
}

/** Compares the log with what its clients were told. Gives everything that is wrong, in words. */
export function checkLog(events: readonly LoggedEvent[], commands: readonly Command[]): string[] {
  return [...orderFindings(events), ...commandFindings(events, commands)];
}

function orderFindings(events: readonly LoggedEvent[]): string[] {
  const findings: string[] = [];
  const ids = new Set<string>();
  const sequences = new Map<string, number>();
  let before = '';
  for (const [index, event] of events.entries()) {
    const stream = `${event.aggregate.type} ${event.aggregate.id}`;
    const sequence = (sequences.get(stream) ?? 0) + 1;
    if (event.position !== index) findings.push(`position ${event.position} stands where ${index} belongs`);
    if (event.sequence !== sequence)
      findings.push(`${stream} has sequence ${event.sequence} where ${sequence} belongs`);
    if (ids.has(event.id)) findings.push(`id ${event.id} is there twice`);
    if (event.created_at < before) findings.push(`position ${event.position} is older than the one before`);
    ids.add(event.id);
    sequences.set(stream, event.sequence);
    before = event.created_at;
  }
  return findings;
}

function commandFindings(events: readonly LoggedEvent[], commands: readonly Command[]): string[] {
  const recorded = new Map<string, LoggedEvent[]>();
  for (const event of events) {
    const marker = event.private?.text ?? event.private?.reason ?? event.private?.title;
    if (marker !== undefined) recorded.set(marker, [...(recorded.get(marker) ?? []), event]);
  }
  const findings = commands.flatMap((command) => {
    const found = recorded.get(command.marker) ?? [];
    recorded.delete(command.marker);
    return findingsOf(command, found).map((finding) => `${command.kind} ${command.marker}: ${finding}`);
  });
  const strangers = [...recorded.keys()].filter((marker) => /^c\d+-\d+$/.test(marker));
  return [...findings, ...strangers.map((marker) => `${marker}: nobody sent this`)];
}

function findingsOf(command: Command, found: readonly LoggedEvent[]): string[] {
  const { acknowledged } = command;
  const types = found.map((event) => event.type);
  const isWhole = types.join() === EVENTS_OF[command.kind].join();
  const first = found[0];
  const places = found.map(({ position }) => position);
  if (acknowledged === null) {
    if (found.length === 0) return [];
    if (command.surelyNotDone)
      return [`recorded at ${places.join()}, though its client heard that nothing was done`];
    if (!isWhole) return [`neither whole nor absent: ${types.join() || 'no event'}`];
  } else {
    const told = acknowledged.map(({ id, type, position }) => `${position} ${id} ${type}`);
    const there = found.map(({ id, type, position }) => `${position} ${id} ${type}`);
    if (told.join() !== there.join())
      return [
        `acknowledged as [${told.join()}], recorded as [${there.join()}], ${command.attempts} attempts`,
      ];
    if (!isWhole) return [`recorded as ${types.join()}`];
  }
  const isOneAppend = found.every(
    (event, index) =>
      event.position === (first?.position ?? 0) + index && event.correlation_id === first?.correlation_id,
  );
  return isOneAppend ? [] : [`its events were not recorded together: ${places.join()}`];
}

/** The status that each item has by its own newest decision in the log; an item without one is not in it. */
export function statusesOf(events: readonly LoggedEvent[]): Map<string, string> {
  const statuses = new Map<string, string>();
  for (const { subject, after } of events)
    if (subject.item !== null && after?.status !== undefined) statuses.set(subject.item, after.status);
  return statuses;
}
