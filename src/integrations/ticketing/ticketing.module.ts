import { Module } from '@nestjs/common';
import { AccessModule } from '../../features/access/access.module.js';
import { Connections } from './connections.js';
import { ConnectorFactory } from './connector-factory.js';
import { ConnectionForm } from './http/connection-form.js';
import { ConnectionWorkController } from './http/connection-work.controller.js';
import { ConnectionWriter } from './http/connection-writer.js';
import { ConnectionsController } from './http/connections.controller.js';
import { InboundController } from './http/inbound.controller.js';
import { ItemTicketsController } from './http/item-tickets.controller.js';
import { InboundCalls } from './inbound-calls.js';
import { Members } from './members.js';
import { TicketFinder } from './ticket-finder.js';
import { TicketingMetrics } from './ticketing-metrics.js';
import { CallStore } from './jobs/call-store.js';
import { Follower } from './jobs/follower.js';
import { JobRunner } from './jobs/job-runner.js';
import { JobStore } from './jobs/job-store.js';
import { Observer } from './jobs/observer.js';
import { Poller } from './jobs/poller.js';
import { PollStore } from './jobs/poll-store.js';
import { ShownItems } from './jobs/shown-items.js';
import { TicketingWorker } from './jobs/worker.js';

/** Tickets in other systems: docs/ticketing.md. */
@Module({
  imports: [AccessModule],
  controllers: [ConnectionsController, ConnectionWorkController, InboundController, ItemTicketsController],
  providers: [
    Connections,
    ConnectorFactory,
    ConnectionForm,
    ConnectionWriter,
    CallStore,
    InboundCalls,
    Members,
    TicketFinder,
    TicketingMetrics,
    Follower,
    JobRunner,
    JobStore,
    Observer,
    Poller,
    PollStore,
    ShownItems,
    TicketingWorker,
  ],
})
export class TicketingModule {}
