import { copyLine, linesOf } from '../../database/copy-text.js';
import { inTenant, type Sql } from '../../database/connection.js';
import type { RecordedEvent } from '../event.js';
import { isFaultOfEvents, loadFor, type Scope, UnknownRevision } from './apply.js';
import { lockState, moveTo } from './batch.js';
import { eventLines, KeptTexts, LineEvent, LINES_MANNER } from './event-lines.js';
import { readSetAside, recordFailure } from './failed-events.js';
import { type Failure, foldApart, isActive, prepare, type Prepared } from './fold.js';
import { isNewer, tableName } from './projection.js';
import type { Projector } from './projector.js';
import { type TableChanges, RowSet } from './row-set.js';
import type { Row } from './table-spec.js';
import { deleteRows, putRows } from './tables.js';

/**
 * Folded at once: few enough that whoever else is served in between does not wait, and that V8 goes on taking events for
 * short-lived. With 250, enough of them outlive a scavenge that it makes them in the old space, for twice the time.
 */
const EVENTS_AT_ONCE = 50;
/** Rows held in memory; beyond them all are let go once they are written. */
const KEPT_ROWS = 100_000;
const KEPT_REFERENCES = 100;
/** What is done is written this often, so that a rebuild that is broken off goes on from there. */
const SAVE_EVERY_MS = 5_000;
/** Positions of one COPY: its snapshot keeps the database from tidying up. */
const RANGE = 1_000_000;
/** Where rows are refused, so many events are taken the careful way. */
const CAREFUL_EVENTS = 2_000;
const ROWS_A_STATEMENT = 5_000;

/** Another worker moved the shadow on. */
class ShadowTaken extends Error {
  override readonly name = 'ShadowTaken';
}

/**
 * Fills one tenant's shadow: streams events out by COPY, folds them in memory and writes the rows that came of them,
 * with the position and the failed events, in a transaction every few seconds. `pool` is for COPY (Sql.beside), with
 * two connections.
 */
export class ShadowFill {
  private rows: RowSet;
  /** Every row of the shadow is in memory: what is not there is nowhere. */
  private isComplete = false;
  private saved = 0;
  private position = 0;
  private savedAt = performance.now();
  private failures: Failure[] = [];
  private readonly aside = { dismissed: new Set<number>(), partitions: new Set<string>() };
  private readonly kept = new KeptTexts();
  private readonly referenced = new Map<number, RecordedEvent>();

  constructor(
    private readonly projector: Projector,
    private readonly pool: Sql,
    private readonly tenant: string,
    /** Hears what is in memory, and then what is written. */
    private readonly onTaken: (position: number) => void,
    private readonly onSaved: () => Promise<void>,
  ) {
    this.rows = this.noRows();
  }

  /** Fills up to `target`, exclusive; gives the position reached. Throws UnknownRevision, ShadowTaken. */
  async run(target: number): Promise<number> {
    await this.begin();
    while (this.saved < target) {
      const to = Math.min((await this.next()) + RANGE, target);
      try {
        await this.stream(to);
        this.position = Math.max(this.position, to);
        await this.save();
      } catch (error) {
        if (!isFaultOfEvents(error)) throw error;
        await this.projector.batch(this.tenant, 'rebuild', CAREFUL_EVENTS);
        await this.begin();
      }
    }
    return this.saved;
  }

  /** Goes on from what is written. */
  private async begin(): Promise<void> {
    const aside = await this.inShadow(async (scope) => {
      this.saved = await lockState(scope);
      return await readSetAside(scope);
    });
    this.position = this.saved;
    this.savedAt = performance.now();
    this.isComplete = this.saved === 0;
    this.rows = this.noRows();
    this.failures = [];
    for (const position of aside.dismissed) this.aside.dismissed.add(position);
    for (const partition of aside.partitions) this.aside.partitions.add(partition);
  }

  /** Where the first event stands that is not written yet: between two epochs lie 2^32 positions, less a few, without any. */
  private async next(): Promise<number> {
    const { tenant, saved } = this;
    const [event] = await inTenant(
      this.pool,
      tenant,
      'read',
      (sql) => sql<{ position: number }[]>`SELECT e.position FROM eventstore.events e
        WHERE e.tenant = ${tenant} AND e.position >= ${saved} ORDER BY e.position LIMIT 1`,
    );
    return event?.position ?? saved;
  }

  private async stream(to: number): Promise<void> {
    const { tenant, saved: from } = this;
    const range = { tenant, from, to, types: this.projector.projection.eventTypes };
    // Not `look`: done again, it would fold the same events twice.
    await this.pool.begin(async (sql) => {
      await sql`SELECT set_config('clearance.tenant', ${tenant}, true)`;
      await sql.unsafe(LINES_MANNER);
      let events: Prepared[] = [];
      for await (const lines of linesOf(sql.copyOut(eventLines(range))))
        for (const line of lines) {
          const event = new LineEvent(tenant, line, this.kept);
          events.push(prepare(this.projector.projection, event, event.fault));
          if (events.length < EVENTS_AT_ONCE) continue;
          await this.take(events);
          events = [];
        }
      await this.take(events);
    }, 'ISOLATION LEVEL REPEATABLE READ READ ONLY');
  }

  private async take(events: readonly Prepared[]): Promise<void> {
    const last = events.at(-1)?.event;
    if (!last) return;
    const { projection } = this.projector;
    const newer = events.findIndex(
      (entry) => isActive(this.aside, entry) && isNewer(projection, entry.event),
    );
    await this.fold(newer < 0 ? events : events.slice(0, newer));
    const unknown = events[newer]?.event;
    this.position = unknown?.position ?? last.position + 1;
    this.onTaken(this.position);
    const isDue = performance.now() - this.savedAt > SAVE_EVERY_MS || this.rows.size > KEPT_ROWS;
    if (isDue || unknown) await this.save();
    if (unknown) throw new UnknownRevision(projection.name, unknown, unknown.position);
  }

  private async fold(events: readonly Prepared[]): Promise<void> {
    const { projection } = this.projector;
    const active = events.filter((entry) => isActive(this.aside, entry));
    const load = loadFor(this.rows, active, this.referenced, this.isComplete);
    if (load.isNeeded) await this.inShadow((scope) => load.into(scope));
    for (const failure of foldApart(projection, this.rows, active, this.referenced, this.aside)) {
      this.failures.push(failure);
      this.aside.partitions.add(failure.partition);
    }
  }

  private async save(): Promise<void> {
    if (this.position === this.saved) return;
    const { projector, position, failures } = this;
    const changes = this.rows.changes();
    await this.inShadow(async (scope) => {
      if ((await lockState(scope)) !== this.saved)
        throw new ShadowTaken(`the shadow of ${projector.projection.name} was moved on by somebody else`);
      for (const change of changes) await this.write(scope, change);
      for (const failure of failures) await recordFailure(scope, failure, projector.settings);
      await moveTo(scope, position);
    });
    if (this.referenced.size > KEPT_REFERENCES) this.referenced.clear();
    this.saved = position;
    this.savedAt = performance.now();
    this.failures = [];
    if (this.rows.size <= KEPT_ROWS) this.rows.settle();
    else {
      this.isComplete = false;
      this.rows = this.noRows();
    }
    await this.onSaved();
  }

  private async write({ sql, projection, tenant }: Scope, change: TableChanges): Promise<void> {
    const { spec, deleted } = change;
    // COPY has no way to say what becomes of a row that is there: it takes those that are known not to be.
    const added = this.isComplete ? change.added : [];
    if (added.length > 0) {
      const columns = Object.keys({ ...spec.key, ...spec.columns });
      const name = `projections.${tableName(projection, spec, true)}`;
      await sql.copyIn(
        `COPY ${name} (tenant, ${columns.join(', ')}) FROM STDIN`,
        rowLines(tenant, columns, added),
      );
    }
    const put = this.isComplete ? change.replaced : change.put;
    for (let at = 0; at < put.length; at += ROWS_A_STATEMENT)
      await putRows(sql, projection, spec, put.slice(at, at + ROWS_A_STATEMENT), tenant, true);
    if (deleted.length > 0) await deleteRows(sql, projection, spec, deleted, tenant, true);
  }

  private async inShadow<T>(work: (scope: Scope) => Promise<T>): Promise<T> {
    const { projector, tenant } = this;
    return await inTenant(this.pool, tenant, 'write', (sql) =>
      work({ sql, projection: projector.projection, tenant, generation: 'rebuild', bound: null }),
    );
  }

  private noRows(): RowSet {
    return new RowSet(this.projector.projection.tables, this.isComplete);
  }
}

function* rowLines(tenant: string, columns: readonly string[], rows: readonly Row[]): Generator<string> {
  for (const row of rows) yield copyLine([tenant, ...columns.map((column) => row[column] ?? null)]);
}
