import { Injectable } from '@nestjs/common';
import type { RecordedEvent } from '../../../eventstore/event.js';
import {
  ProjectionBehind,
  ProjectionSetAside,
  type Reflected,
} from '../../../eventstore/projections/projection-reader.js';
import { type Board, BoardReader } from '../../../features/checklists/checklists.module.js';
import { itemOfStream } from '../../../features/items/item.events.js';
import type { WebhookFilter } from '../webhook.events.js';

/** Whether a type is meant: itself, or all of its aggregate by `item.*`. */
function matchesType(type: string, wanted: readonly string[]): boolean {
  return (
    wanted.length === 0 ||
    wanted.some((one) => one === type || (one.endsWith('.*') && type.startsWith(one.slice(0, -1))))
  );
}

/** Knows the level that an item has now; null where there is none. */
export abstract class ItemLevels {
  abstract levelOf(tenant: string, project: string, checklist: string, item: string): Promise<string | null>;
}

/** From the boards that are kept in memory anyway. */
@Injectable()
export class BoardLevels extends ItemLevels {
  constructor(private readonly boards: BoardReader) {
    super();
  }

  override async levelOf(
    tenant: string,
    project: string,
    checklist: string,
    item: string,
  ): Promise<string | null> {
    const { value } = await this.read(tenant, project);
    const rows = value.checklists.find(({ id }) => id === checklist)?.rows;
    return rows?.find((row) => row.id === item)?.level ?? null;
  }

  private async read(tenant: string, project: string): Promise<Reflected<Board>> {
    try {
      return await this.boards.read(tenant, project);
    } catch (error) {
      // What a failed event holds back is no reason to hold back deliveries.
      if (!(error instanceof ProjectionSetAside) && !(error instanceof ProjectionBehind)) throw error;
      return await this.boards.read(tenant, project, 'eventual');
    }
  }
}

/** Those of the events that an endpoint wants. */
export async function wantedBy(
  filter: WebhookFilter,
  events: readonly RecordedEvent[],
  levels: ItemLevels,
): Promise<RecordedEvent[]> {
  const projects = new Set(filter.projects.map(({ id }) => id));
  const wanted: RecordedEvent[] = [];
  for (const event of events) {
    if (projects.size > 0 && (event.project === null || !projects.has(event.project))) continue;
    if (!matchesType(event.type, filter.types)) continue;
    if (filter.levels.length > 0 && !(await isOfLevel(event, filter.levels, levels))) continue;
    wanted.push(event);
  }
  return wanted;
}

async function isOfLevel(
  event: RecordedEvent,
  wanted: readonly string[],
  levels: ItemLevels,
): Promise<boolean> {
  const { tenant, project, stream } = event;
  if (stream.type !== 'item' || project === null) return false;
  const { checklistId, itemId } = itemOfStream(stream);
  const level = await levels.levelOf(tenant, project, checklistId, itemId);
  // An item that is not to be found any more may have been of that level: rather one event too many.
  return level === null || wanted.includes(level);
}
