import { inTenant } from '../../database/connection.js';
import type { Database } from '../../database/database.js';
import type { EventStore } from '../../eventstore/eventstore.js';
import type { ProjectionRegistry } from '../../eventstore/projections/projection-registry.js';
import { tableName } from '../../eventstore/projections/projection.js';
import { sqlFile } from '../../database/sql-file.js';
import type { Limits } from './limits.rules.js';
import { tenantStream } from './tenant.events.js';
import { tenantFold } from './tenant.js';

const POSITION_AT = sqlFile(import.meta.url, './sql/first-of-day.sql');
/** How old what is known of a tenant's limits and use may be. */
const FRESH_MS = 5_000;
/** So many events before the end of a quota each write asks for what is left. */
const MARGIN = 5_000;
const DAY_MS = 86_400_000;
/** Items are counted one by one: for monitoring, once a minute is enough. */
const COUNTED_MS = 60_000;

interface Kept<T> {
  readonly value: T;
  readonly until: number;
}

interface Day {
  readonly day: number;
  readonly first: number;
}

/** What tenants may use up and have used, asked for every five seconds at most, whatever the number of requests. */
export class TenantUsage {
  private readonly known = new Map<string, Kept<Promise<unknown>>>();
  private readonly days = new Map<string, Day>();

  constructor(
    private readonly installation: string,
    private readonly store: EventStore,
    private readonly database: Pick<Database, 'read'>,
    private readonly registry: ProjectionRegistry,
  ) {}

  /** Throws StoreUnavailable. */
  async limits(tenant: string): Promise<Limits> {
    return await this.fresh(`limits ${tenant}`, async () => await this.limitsNow(tenant));
  }

  /** The limits as they stand in the log, while others may go by what was known some seconds ago. */
  async limitsNow(tenant: string): Promise<Limits> {
    const [events = []] = await this.store.readStreams(this.installation, [tenantStream(tenant)]);
    return events.reduce(tenantFold.evolve, tenantFold.initial).limits;
  }

  /** Events since midnight (UTC): positions have no gaps but between epochs. Near `most` it is asked for each time. */
  async eventsToday(tenant: string, most: number): Promise<number> {
    const key = `events ${tenant}`;
    const count = await this.fresh(key, async () => await this.eventsNow(tenant));
    if (count < most - Math.max(most / 10, MARGIN)) return count;
    this.known.delete(key);
    return await this.eventsNow(tenant);
  }

  /** Items as they were counted within the last minute. */
  async itemsLately(tenant: string): Promise<number> {
    return await this.fresh(`items ${tenant}`, async () => await this.items(tenant), COUNTED_MS);
  }

  /** Throws what the database throws. */
  async items(tenant: string): Promise<number> {
    const { projection } = this.registry.projector('items');
    const table = projection.tables.find(({ name }) => name === 'items');
    if (!table) throw new Error('the projection items has no table of items');
    const [row] = await inTenant(this.database.read, tenant, 'read', (sql) =>
      sql.unsafe<{ count: number }[]>(
        `SELECT count(*) FROM projections.${tableName(projection, table)} WHERE tenant = $1`,
        [tenant],
      ),
    );
    return row?.count ?? 0;
  }

  /** The same, counted now. */
  async eventsNow(tenant: string): Promise<number> {
    const { nextPosition, epoch } = await this.store.head(tenant);
    const first = await this.firstOfDay(tenant);
    // A new epoch begins far beyond the last position of the one before: what came before it today is not counted.
    return nextPosition - Math.max(first, epoch * 2 ** 32);
  }

  private async firstOfDay(tenant: string): Promise<number> {
    const day = Math.floor(Date.now() / DAY_MS);
    const known = this.days.get(tenant);
    if (known?.day === day) return known.first;
    const midnight = new Date(day * DAY_MS).toISOString();
    const [row] = await inTenant(this.database.read, tenant, 'read', (sql) =>
      sql.unsafe<{ position: number }[]>(POSITION_AT, [tenant, midnight], { prepare: true }),
    );
    const first = row?.position ?? 0;
    this.days.set(tenant, { day, first });
    return first;
  }

  private async fresh<T>(key: string, ask: () => Promise<T>, freshMs = FRESH_MS): Promise<T> {
    const kept = this.known.get(key) as Kept<Promise<T>> | undefined;
    if (kept && kept.until > Date.now()) return await kept.value;
    const value = ask();
    this.known.set(key, { value, until: Date.now() + freshMs });
    // A failure is not kept: the next request asks again.
    value.catch(() => this.known.delete(key));
    return await value;
  }
}
