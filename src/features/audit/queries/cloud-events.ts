import { type IQueryHandler, Query, QueryHandler } from '@nestjs/cqrs';
import { type CloudEvent, cloudEvents } from '../../../eventstore/cloud-event.js';
import type { EventView } from '../../../eventstore/event-view.js';
import { EventStore } from '../../../eventstore/eventstore.js';

/** Events that were read, as CloudEvents: their source is the log that they are in. */
export class AsCloudEvents extends Query<CloudEvent[]> {
  constructor(
    readonly tenant: string,
    readonly events: readonly EventView[],
  ) {
    super();
  }
}

@QueryHandler(AsCloudEvents)
export class AsCloudEventsHandler implements IQueryHandler<AsCloudEvents> {
  constructor(private readonly store: EventStore) {}

  async execute({ tenant, events }: AsCloudEvents): Promise<CloudEvent[]> {
    return cloudEvents(events, await this.store.origins(tenant), tenant);
  }
}
