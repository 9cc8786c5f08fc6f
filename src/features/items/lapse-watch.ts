import { setTimeout as delay } from 'node:timers/promises';
import { Injectable, Logger, type OnApplicationBootstrap, type OnApplicationShutdown } from '@nestjs/common';
import { CommandBus, QueryBus } from '@nestjs/cqrs';
import type { CommandMeta } from '../../eventstore/command-runner.js';
import { SYSTEM_ACTOR } from '../../eventstore/event.js';
import { EventStore } from '../../eventstore/eventstore.js';
import { timestampNow } from '../../eventstore/now.js';
import { uuidv7 } from '../../eventstore/random.js';
import { projectStream } from '../projects/project.events.js';
import { projectFold } from '../projects/projects.module.js';
import { AnnounceLapse } from './commands/announce-lapse.js';
import { LAPSE_KINDS, type LapseKind } from './lapse.rules.js';
import { type DeadlineRow, DueDeadlines } from './queries/due-deadlines.js';

const EVERY_MS = 30_000;
const AT_ONCE = 200;

/**
 * Tells the log when a waiver or an attestation runs out, or an item becomes overdue, so that listeners hear of it.
 * Nothing depends on it: what ran out while no node was up has run out all the same, and is announced later.
 */
@Injectable()
export class LapseWatch implements OnApplicationBootstrap, OnApplicationShutdown {
  private readonly log = new Logger('Lapses');
  private readonly stopping = new AbortController();
  private working: Promise<void> = Promise.resolve();

  constructor(
    private readonly commands: CommandBus,
    private readonly queries: QueryBus,
    private readonly store: EventStore,
  ) {}

  onApplicationBootstrap(): void {
    this.working = this.keepWatching();
  }

  async onApplicationShutdown(): Promise<void> {
    this.stopping.abort();
    await this.working;
  }

  /** Announces what has run out by `now` in a tenant; gives how many events that took. */
  async announce(tenant: string, now: string = timestampNow()): Promise<number> {
    let announced = 0;
    for (;;) {
      const due = await this.queries.execute(new DueDeadlines(tenant, now, AT_ONCE));
      for (const row of due) announced += await this.announceOne(tenant, row);
      if (due.length < AT_ONCE || this.stopping.signal.aborted) return announced;
    }
  }

  private async announceOne(tenant: string, row: DeadlineRow): Promise<number> {
    const { project, checklist, item, due_at, checklist_key, item_key, title, wording_hash } = row;
    if (!isKind(row.kind)) throw new Error(`there is no lapse of the kind ${row.kind}`);
    const [events] = await this.store.readStreams(tenant, [projectStream(project)]);
    const state = (events ?? []).reduce(projectFold.evolve, projectFold.initial);
    const subject = { project_key: state?.key ?? '', checklist_key, item_key, title, wording_hash };
    const ids = { projectId: project, checklistId: checklist, itemId: item };
    const lapse = { ...ids, subject, kind: row.kind, dueAt: due_at };
    const done = await this.commands.execute(new AnnounceLapse(systemMeta(tenant), lapse));
    return done.events.length;
  }

  private async keepWatching(): Promise<void> {
    const { signal } = this.stopping;
    while (!signal.aborted) {
      await delay(EVERY_MS, undefined, { signal, ref: false }).catch(() => undefined);
      if (!signal.aborted) await this.round();
    }
  }

  // A tenant that fails is logged and does not keep the others.
  private async round(): Promise<void> {
    try {
      for (const tenant of await this.store.tenants())
        await this.announce(tenant).catch((error: unknown) =>
          this.log.error({ tenant, err: error }, 'what ran out could not be announced'),
        );
    } catch (error) {
      this.log.error(error);
    }
  }
}

function isKind(kind: string): kind is LapseKind {
  return kind in LAPSE_KINDS;
}

function systemMeta(tenant: string): CommandMeta {
  return {
    tenant,
    context: {
      actor: SYSTEM_ACTOR,
      credentialId: null,
      authMethod: 'internal',
      source: 'system',
      requestId: null,
      correlationId: uuidv7(),
      causationId: null,
    },
  };
}
