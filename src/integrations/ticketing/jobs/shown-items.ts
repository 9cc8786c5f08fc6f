import { Injectable } from '@nestjs/common';
import { QueryBus } from '@nestjs/cqrs';
import type { RecordedEvent } from '../../../eventstore/event.js';
import { Refusal } from '../../../eventstore/refusal.js';
import type { KnownConnection } from '../../../features/connections/connections.module.js';
import { asItemEvent, type ItemEvent } from '../../../features/items/item.events.js';
import { GetItem, type ItemView } from '../../../features/items/items.module.js';
import type { TicketConnector } from '../connector.js';
import { itemPage } from '../ticket-text.js';
import type { OutJob } from './job.js';
import { isShown, ticketsAt } from './plan.js';

/** Keeps what tickets show of the items that they are linked to. Every step may be done again. */
@Injectable()
export class ShownItems {
  constructor(private readonly queries: QueryBus) {}

  /** As the item stands now, whichever event it is due to. Throws what the other system or the templates have against it. */
  async show(
    tenant: string,
    connection: KnownConnection,
    connector: TicketConnector,
    job: OutJob,
    externalId: string,
    event: ItemEvent,
  ): Promise<void> {
    const item = await this.item(tenant, job);
    if (!item) return;
    const url = connection.place && itemPage(connection.place, event.payload.project_key, item);
    const isSettled =
      item.status === 'checked' || item.status === 'not_applicable' || item.waiver?.in_force === true;
    await connector.showItem?.(externalId, { mark: job.ticket, title: item.title, url, isSettled });
  }

  /** Where a job is due to a ticket that was taken off: it shows the item no more. */
  async hide(
    tenant: string,
    connection: KnownConnection,
    connector: TicketConnector,
    job: OutJob,
    stream: readonly RecordedEvent[],
  ): Promise<void> {
    const recorded = stream.find(({ position }) => position === job.position);
    const event = recorded && asItemEvent(recorded);
    if (!event || event.type !== 'item.ticket_unlinked' || !isShown(connection, event)) return;
    const before = ticketsAt(stream, recorded.sequence - 1).find(({ id }) => id === job.ticket);
    if (!before || before.externalId === null) return;
    const url = await this.pageOf(tenant, connection, job, event);
    await connector.hideItem?.(before.externalId, { mark: job.ticket, url });
  }

  /** The item's page; null where nobody said where that is, or the item is gone. */
  async pageOf(
    tenant: string,
    { place }: KnownConnection,
    job: OutJob,
    event: ItemEvent,
  ): Promise<string | null> {
    if (place?.target['item_url'] === undefined) return null;
    const item = await this.item(tenant, job);
    return item && itemPage(place, event.payload.project_key, item);
  }

  private async item(tenant: string, { item }: OutJob): Promise<ItemView | null> {
    const ids = { projectId: item.project, checklistId: item.checklist, itemId: item.item };
    try {
      return (await this.queries.execute(new GetItem(tenant, ids, 'current'))).value;
    } catch (error) {
      if (!(error instanceof Refusal)) throw error;
      return null;
    }
  }
}
