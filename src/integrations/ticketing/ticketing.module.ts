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
import { Follower } from './work/follower.js';
import { JobRunner } from './work/job-runner.js';
import { JobStore } from './work/job-store.js';
import { Observer } from './work/observer.js';
import { Poller } from './work/poller.js';
import { PollStore } from './work/poll-store.js';
import { TicketingWorker } from './work/worker.js';

/** Tickets in other systems: docs/ticketing.md. */
@Module({
  imports: [AccessModule],
  controllers: [ConnectionsController, ConnectionWorkController, InboundController, ItemTicketsController],
  providers: [
    Connections,
    ConnectorFactory,
    ConnectionForm,
    ConnectionWriter,
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
    TicketingWorker,
  ],
})
export class TicketingModule {}
