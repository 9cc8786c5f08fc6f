import type { CommandMeta, CommandRunner, Decision } from '../../../eventstore/command-runner.js';
import { itemOfStream, type ItemEvent } from '../item.events.js';
import type { Appended } from '../../../eventstore/eventstore.js';
import type { ItemIds, ItemInScope, ItemRef, ItemScope } from '../item-scope.js';

export type { ItemRef } from '../item-scope.js';

/** What a command on an item gives: what was recorded, and which item it was. */
export interface ItemAnswer {
  readonly appended: Appended;
  readonly ids: ItemIds;
}

/** Runs a decision on one item: finds it, decides, appends to its stream. */
export async function runOnItem(
  runner: CommandRunner,
  scope: ItemScope,
  command: { meta: CommandMeta; ref: ItemRef; ifMatch: number | null },
  decide: (item: ItemInScope, decision: Decision) => readonly ItemEvent[] | Promise<readonly ItemEvent[]>,
): Promise<ItemAnswer> {
  const appended = await runner.run(command.meta, async (decision) => {
    const item = await scope.load(decision, command.ref, command.ifMatch);
    decision.append(item.stream, item.projectId, await decide(item, decision));
  });
  const last = appended.events.at(-1);
  if (!last) throw new Error('a decision on an item recorded nothing');
  return { appended, ids: { projectId: last.project ?? '', ...itemOfStream(last.stream) } };
}
