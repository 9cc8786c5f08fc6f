import type { Command } from '@nestjs/cqrs';
import type { CommandMeta, CommandRunner } from '../../../eventstore/command-runner.js';
import type { RecordedEvent, StreamRef } from '../../../eventstore/event.js';
import { foldName } from '../../../eventstore/fold-name.js';
import { Refusal } from '../../../eventstore/refusal.js';
import { itemOfStream, type ItemSubject } from '../item.events.js';
import type { ItemRef, ItemScope } from '../item-scope.js';
import type { ItemAnswer } from './run-on-item.js';

/** What the tenant may not record any more today. A refusal, so that a repeated request gets its first answer. */
export class EventsUsedUp extends Refusal {
  override readonly name = 'EventsUsedUp';

  constructor(message: string) {
    super('limit_reached', message);
  }
}

/** How many events may still be recorded today. */
export type EventsLeft = () => Promise<number>;

export type ItemCommand = Command<ItemAnswer>;

/** A command of a batch that can be sent. */
export interface BatchEntry {
  readonly ref: ItemRef;
  /** How many events it records. */
  readonly events: number;
  /** The command as its own route would send it. */
  readonly command: (meta: CommandMeta) => ItemCommand;
}

/** What became of a command of a batch; `error` is what its own route would have answered with. */
export type Verdict =
  | { readonly kind: 'done'; readonly events: readonly RecordedEvent[] }
  | { readonly kind: 'refused'; readonly error: unknown };

/** A command that is wrong before it is sent. */
export interface WrongEntry {
  readonly error: Error;
}

export function isWrong(entry: BatchEntry | WrongEntry): entry is WrongEntry {
  return 'error' in entry;
}

/** How many events the commands of a batch record where none of them is refused. */
export function eventsOf(entries: readonly (BatchEntry | WrongEntry)[]): number {
  return entries.reduce((sum, entry) => sum + (isWrong(entry) ? 0 : entry.events), 0);
}

/**
 * The stream of each command's item; null where it is not found, which its own decision tells. Refuses (not_found) a
 * project that is not there.
 */
export async function itemStreams(
  runner: CommandRunner,
  scope: ItemScope,
  { tenant, context }: CommandMeta,
  project: string,
  refs: readonly ItemRef[],
): Promise<(StreamRef | null)[]> {
  let streams: (StreamRef | null)[] = [];
  await runner.run({ tenant, context }, async (decision) => {
    await scope.project(decision, project);
    streams = await Promise.all(refs.map((ref) => scope.stream(decision, ref)));
  });
  return streams;
}

/**
 * Shares events that were recorded together out to the commands that brought them, by what the events themselves say:
 * so a repetition gets the same answer, whatever the items are called by then.
 */
export function sharedOut(
  entries: readonly BatchEntry[],
  events: readonly RecordedEvent[],
): RecordedEvent[][] {
  const left = [...Map.groupBy(events, ({ stream }) => stream.id).values()].map((own) => ({ own, taken: 0 }));
  return entries.map(({ ref, events: count }) => {
    const stream = left.find(({ own }) => own[0] && isMeant(ref, own[0]));
    if (!stream) throw new Error(`a batch recorded nothing for the item "${ref.item}"`);
    stream.taken += count;
    return stream.own.slice(stream.taken - count, stream.taken);
  });
}

function isMeant(ref: ItemRef, { stream, payload }: RecordedEvent): boolean {
  const { checklistId, itemId } = itemOfStream(stream);
  const { checklist_key, item_key } = payload as unknown as ItemSubject;
  const named = (name: string, id: string, key: string) => name === id || foldName(name) === foldName(key);
  return named(ref.checklist, checklistId, checklist_key) && named(ref.item, itemId, item_key);
}
