import { Module, type OnModuleInit } from '@nestjs/common';
import { ReadRecorder } from '../../http/audited-reads.js';
import { AuditReadRecorder } from './read-recorder.js';
import { APP_INTERCEPTOR } from '@nestjs/core';
import { EventRenderer } from '../../eventstore/event-view.js';
import { StaleSequenceInterceptor } from '../../http/stale-sequence.interceptor.js';
import { AccessModule } from '../access/access.module.js';
import { MetricSources } from '../operations/operations.module.js';
import { TemplatesModule } from '../templates/templates.module.js';
import { EventViews } from './event-views.js';
import { Courier } from './queries/stream/courier.js';
import { EventHubs } from './queries/stream/event-hubs.js';
import { EventStreamController } from './http/event-stream.controller.js';
import { EventsController } from './http/events.controller.js';
import { KnownEventNames } from './http/known-event-names.js';
import { OpenStreams } from './http/open-streams.js';
import { StreamPermissions } from './http/stream-permissions.js';
import { StreamEventsHandler } from './queries/stream/stream-events.js';
import { GetItemHistoryHandler } from './queries/item-history.js';
import { AsCloudEventsHandler } from './queries/cloud-events.js';
import { GetEventHandler, QueryEventsHandler } from './queries/query-events.js';

export { KnownEventNames } from './http/known-event-names.js';

/** The log as people and programs read it. */
@Module({
  imports: [AccessModule, TemplatesModule],
  controllers: [EventStreamController, EventsController],
  providers: [
    { provide: ReadRecorder, useClass: AuditReadRecorder },
    { provide: EventRenderer, useClass: EventViews },
    { provide: APP_INTERCEPTOR, useClass: StaleSequenceInterceptor },
    Courier,
    EventHubs,
    KnownEventNames,
    OpenStreams,
    StreamPermissions,
    StreamEventsHandler,
    QueryEventsHandler,
    AsCloudEventsHandler,
    GetEventHandler,
    GetItemHistoryHandler,
  ],
  exports: [EventRenderer, KnownEventNames],
})
export class AuditModule implements OnModuleInit {
  constructor(
    private readonly sources: MetricSources,
    private readonly streams: OpenStreams,
  ) {}

  onModuleInit(): void {
    this.sources.add(() => Promise.resolve(this.streams.metrics()));
  }
}
