import { Injectable } from '@nestjs/common';
import { plainArray, textArray } from '../../../database/array-literal.js';
import { inTenant } from '../../../database/connection.js';
import { Database } from '../../../database/database.js';
import { sqlFile } from '../../../database/sql-file.js';
import type { FailedState } from '../../../eventstore/projections/failed-events.js';
import { ProjectionRegistry } from '../../../eventstore/projections/projection-registry.js';
import { readFailure } from '../../../eventstore/read-failure.js';
import { Refusal } from '../../../eventstore/refusal.js';

const FAILED_EVENTS = sqlFile(import.meta.url, './sql/failed-events.sql');

export const FAILED_STATES = ['retrying', 'given_up', 'dismissed'] as const satisfies readonly FailedState[];

interface Row {
  readonly projection: string;
  readonly version: number;
  readonly position: number;
  readonly partition: string;
  readonly event_id: string;
  readonly event_type: string;
  readonly project: string | null;
  readonly failure_count: number;
  readonly error: string;
  readonly first_failed_at: string;
  readonly last_failed_at: string;
  readonly retry_at: string | null;
  readonly state: FailedState;
}

/** A failed event as the API shows it; `id` is `<projection>.<position>`. */
export type FailedEventView = { id: string } & Row;

/** The failed events of this node's versions of its projections. */
@Injectable()
export class FailedEvents {
  constructor(
    private readonly registry: ProjectionRegistry,
    private readonly database: Database,
  ) {}

  /** Up to `limit` of them in one of `states`, behind the one that `after` names. */
  async list(
    tenant: string,
    states: readonly FailedState[],
    after: readonly [projection: string, position: number] | null,
    limit: number,
  ): Promise<FailedEventView[]> {
    const names = this.registry.names();
    const versions = names.map((name) => this.registry.projector(name).projection.version);
    const parameters = [tenant, textArray(names), plainArray(versions), textArray(states)];
    try {
      const rows = await inTenant(this.database.read, tenant, 'read', (sql) =>
        sql.unsafe<Row[]>(FAILED_EVENTS, [...parameters, after?.[0] ?? null, after?.[1] ?? null, limit], {
          prepare: true,
        }),
      );
      return rows.map((row) => ({ id: `${row.projection}.${row.position}`, ...row }));
    } catch (error) {
      throw readFailure(error);
    }
  }

  /** Refuses (not_found) one that is not there, healed ones too. */
  async get(tenant: string, id: string): Promise<FailedEventView> {
    const place = placeOf(id);
    const [found] = place ? await this.list(tenant, FAILED_STATES, [place[0], place[1] - 1], 1) : [];
    if (found?.id !== id) throw new Refusal('not_found', `there is no failed event "${id}"`, '/id');
    return found;
  }

  /** Tries it again at once. Gives it as it stands then, null where it went through. */
  async retry(tenant: string, id: string): Promise<FailedEventView | null> {
    const failed = await this.get(tenant, id);
    if (failed.state === 'dismissed') throw new Refusal('closed', `the event ${id} was dismissed`);
    const projector = this.registry.projector(failed.projection);
    const result = await projector.retry(tenant, failed.position, { onlyDue: false });
    if (result !== 'failed') return null;
    const [now] = (
      await this.list(tenant, ['retrying', 'given_up'], [failed.projection, failed.position - 1], 200)
    ).filter(
      ({ projection, partition }) => projection === failed.projection && partition === failed.partition,
    );
    return now ?? null;
  }
}

function placeOf(id: string): [projection: string, position: number] | null {
  const [, projection, position] = /^([a-z0-9_]{1,64})\.(0|[1-9]\d{0,14})$/.exec(id) ?? [];
  return projection === undefined ? null : [projection, Number(position)];
}
