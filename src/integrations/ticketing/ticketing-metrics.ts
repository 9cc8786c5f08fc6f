import { Injectable } from '@nestjs/common';
import { EventStore } from '../../eventstore/eventstore.js';
import { type Metric, MetricSources } from '../../features/operations/operations.module.js';
import { InboundCalls } from './inbound-calls.js';
import { JobStore } from './jobs/job-store.js';
import { PollStore } from './jobs/poll-store.js';

/** What an operator watches of ticketing. */
@Injectable()
export class TicketingMetrics {
  constructor(
    private readonly store: EventStore,
    private readonly jobs: JobStore,
    private readonly polls: PollStore,
    private readonly calls: InboundCalls,
    sources: MetricSources,
  ) {
    sources.add(() => this.collect());
  }

  async collect(): Promise<Metric[]> {
    const tenants = await this.store.tenants();
    const counts = await Promise.all(
      tenants.map(async (tenant) => (await this.jobs.counts(tenant)).map((one) => ({ tenant, ...one }))),
    );
    const polls = await Promise.all(
      tenants.map(async (tenant) =>
        [...(await this.polls.states(tenant))].map(([connection, state]) => ({
          tenant,
          connection,
          ...state,
        })),
      ),
    );
    const jobs = counts.flat();
    return [
      {
        name: 'clearance_ticket_jobs',
        type: 'gauge',
        help: 'What is still to be done for a ticket system, and what waits for somebody.',
        samples: jobs.flatMap(({ tenant, connection, pending, failed }) => [
          { labels: { tenant, connection, state: 'pending' }, value: pending },
          { labels: { tenant, connection, state: 'failed' }, value: failed },
        ]),
      },
      {
        name: 'clearance_ticket_oldest_job_seconds',
        type: 'gauge',
        help: 'Age of the oldest job that is still to be done.',
        samples: jobs.map(({ tenant, connection, oldest_seconds: value }) => ({
          labels: { tenant, connection },
          value,
        })),
      },
      {
        name: 'clearance_ticket_poll_failures',
        type: 'gauge',
        help: 'Polls in a row that went wrong.',
        samples: polls
          .flat()
          .map(({ tenant, connection, failures: value }) => ({ labels: { tenant, connection }, value })),
      },
      {
        name: 'clearance_ticket_calls_total',
        type: 'counter',
        help: 'Calls of ticket systems to this node, by what became of them.',
        samples: Object.entries(this.calls.outcomes).map(([outcome, value]) => ({
          labels: { outcome },
          value,
        })),
      },
    ];
  }
}
