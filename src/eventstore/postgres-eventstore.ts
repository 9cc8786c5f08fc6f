import { plainArray, textArray } from '../database/array-literal.js';
import { inTenant, type Sql, type TransactionSql } from '../database/connection.js';
import { failureCode } from '../database/failures.js';
import { sqlFile } from '../database/sql-file.js';
import type { RecordedEvent, StreamRef } from './event.js';
import { eventPage } from './event-page.js';
import { type EventRow, eventFromRow } from './event-row.js';
import {
  type Appended,
  type AppendRequest,
  type Blob,
  type EventQuery,
  EventStore,
  type IdempotencyClaim,
  type LogHead,
  type LogOrigin,
} from './eventstore.js';
import { foldName } from './fold-name.js';
import { IdempotencyKeyReused, UnknownTenant } from './errors.js';
import { recorded, sealAppend } from './envelope.js';
import { GroupCommitter } from './group-committer.js';
import { type LeafRow, receiptOf } from './leaf-row.js';
import { commitBatch } from './postgres-append.js';
import { refusalError } from './refusal-error.js';
import { readFailure } from './read-failure.js';
import { SharedListener } from './shared-listener.js';

const READ_STREAMS = sqlFile(import.meta.url, './sql/read-streams.sql');
const READ_POSITIONS = sqlFile(import.meta.url, './sql/read-positions.sql');

/** Bounds of a batch: beyond them a transaction would hold the head for too long. */
const BATCH = { events: 500, size: 1024 * 1024, shared: 16, concurrency: 2 };

/**
 * The event store on PostgreSQL 15 to 18. `append` is a pool logged in as the append role (two connections are
 * enough), `read` as the read role.
 */
export class PostgresEventStore extends EventStore {
  private readonly committer: GroupCommitter;
  private readonly hints = new SharedListener(async (heard) => {
    const subscription = await this.readPool.listen('clearance_events', heard);
    return () => subscription.unlisten();
  });
  private readonly origin = new Map<string, Promise<string>>();

  constructor(
    private readonly appendPool: Sql,
    private readonly readPool: Sql,
  ) {
    super();
    this.committer = new GroupCommitter((tenant, batch) => commitBatch(appendPool, tenant, batch), BATCH);
  }

  override async append(request: AppendRequest): Promise<Appended> {
    const sealed = sealAppend(request);
    const verdict = await this.committer.submit(sealed);
    if (verdict.kind === 'appended') {
      const { first, epoch, createdAt } = verdict;
      const origin = await this.originOf(request.tenant, epoch);
      return { repeated: false, events: recorded(sealed, first, epoch, createdAt, origin) };
    }
    const { refusal } = verdict;
    if (refusal.kind !== 'repeated') throw refusalError(refusal, request);
    return await this.repetition(request.tenant, refusal.first, refusal.last);
  }

  override async findRepeated(tenant: string, claim: IdempotencyClaim): Promise<Appended | null> {
    const rows = await this.read(
      tenant,
      (sql) => sql<{ fingerprint: Buffer; first_position: number; last_position: number }[]>`
        SELECT fingerprint, first_position, last_position FROM eventstore.idempotency
        WHERE tenant = ${tenant} AND caller = ${claim.caller} AND key = ${claim.key}`,
    );
    const row = rows[0];
    if (!row) return null;
    if (!row.fingerprint.equals(claim.fingerprint)) throw new IdempotencyKeyReused(claim.key);
    return await this.repetition(tenant, row.first_position, row.last_position);
  }

  override async keepKey(
    tenant: string,
    claim: IdempotencyClaim,
    position: number | null,
  ): Promise<Appended | null> {
    const fingerprint = Buffer.from(claim.fingerprint);
    try {
      const rows = await this.appendPool<{ kept: boolean }[]>`
        SELECT eventstore.keep_idempotency(${tenant}, ${claim.caller}, ${claim.key}, ${fingerprint},
          ${position ?? -1}::bigint) AS kept`;
      if (rows[0]?.kept === true) return null;
    } catch (error) {
      if (failureCode(error) === 'CL001')
        throw new UnknownTenant(`tenant "${tenant}" has no log`, { cause: error });
      // Keeping it once more changes nothing, so whether this try came through does not matter.
      throw readFailure(error);
    }
    return await this.findRepeated(tenant, claim);
  }

  override async keepAnswer(tenant: string, claim: IdempotencyClaim, answer: string): Promise<boolean> {
    const fingerprint = Buffer.from(claim.fingerprint);
    try {
      const rows = await this.appendPool<{ kept: boolean }[]>`
        SELECT eventstore.keep_answer(${tenant}, ${claim.caller}, ${claim.key}, ${fingerprint}, ${answer}) AS kept`;
      return rows[0]?.kept ?? false;
    } catch (error) {
      throw readFailure(error);
    }
  }

  override async keptAnswer(tenant: string, claim: IdempotencyClaim): Promise<string | null> {
    const rows = await this.read(
      tenant,
      (sql) => sql<{ answer: string | null }[]>`
        SELECT answer FROM eventstore.idempotency
        WHERE tenant = ${tenant} AND caller = ${claim.caller} AND key = ${claim.key}
          AND fingerprint = ${Buffer.from(claim.fingerprint)}`,
    );
    return rows[0]?.answer ?? null;
  }

  override async forgetOldKeys(tenant: string): Promise<number> {
    const rows = await this.appendPool<
      { gone: number }[]
    >`SELECT eventstore.forget_idempotency(${tenant}) AS gone`;
    return rows[0]?.gone ?? 0;
  }

  override async readStreams(tenant: string, streams: readonly StreamRef[]): Promise<RecordedEvent[][]> {
    const types = textArray(streams.map((stream) => stream.type));
    const ids = textArray(streams.map((stream) => stream.id));
    const rows = await this.read(tenant, (sql) =>
      sql.unsafe<(EventRow & { ord: number })[]>(READ_STREAMS, [tenant, types, ids], { prepare: true }),
    );
    const result: RecordedEvent[][] = streams.map(() => []);
    for (const row of rows) result[row.ord - 1]?.push(eventFromRow(tenant, row));
    return result;
  }

  override async readPositions(tenant: string, positions: readonly number[]): Promise<RecordedEvent[]> {
    if (positions.length === 0) return [];
    const rows = await this.read(tenant, (sql) =>
      sql.unsafe<EventRow[]>(READ_POSITIONS, [tenant, plainArray(positions)], { prepare: true }),
    );
    return rows.map((row) => eventFromRow(tenant, row));
  }

  override async query(tenant: string, query: EventQuery): Promise<RecordedEvent[]> {
    const rows = await this.read(tenant, (sql) => eventPage(sql, tenant, query));
    return rows.map((row) => eventFromRow(tenant, row));
  }

  override async head(tenant: string): Promise<LogHead> {
    const rows = await this.read(
      tenant,
      (sql) => sql<{ epoch: number; next_position: number }[]>`
        SELECT epoch, next_position FROM eventstore.log_head WHERE tenant = ${tenant}`,
    );
    const head = rows[0];
    return { epoch: head?.epoch ?? 0, nextPosition: head?.next_position ?? 0 };
  }

  override async findName(tenant: string, kind: string, name: string): Promise<string | null> {
    const rows = await this.read(
      tenant,
      (sql) => sql<{ owner_id: string }[]>`
        SELECT owner_id FROM eventstore.unique_names
        WHERE tenant = ${tenant} AND kind = ${kind} AND name = ${foldName(name)}`,
    );
    return rows[0]?.owner_id ?? null;
  }

  override async createTenant(tenant: string, origin: string): Promise<boolean> {
    const rows = await this.appendPool<{ made: boolean }[]>`
      SELECT eventstore.create_tenant(${tenant}, ${origin}) AS made`;
    return rows[0]?.made ?? false;
  }

  override async tenants(): Promise<string[]> {
    const rows = await this.readPool<
      { tenant: string }[]
    >`SELECT tenants AS tenant FROM eventstore.tenants()`;
    return rows.map((row) => row.tenant);
  }

  override async origins(tenant: string): Promise<LogOrigin[]> {
    const rows = await this.read(
      tenant,
      (sql) => sql<{ epoch: number; origin: string; first_position: number }[]>`
        SELECT epoch, origin, first_position FROM eventstore.origins WHERE tenant = ${tenant} ORDER BY epoch`,
    );
    return rows.map((row) => ({ epoch: row.epoch, origin: row.origin, firstPosition: row.first_position }));
  }

  override async putBlob(tenant: string, mediaType: string, body: Uint8Array): Promise<string> {
    const rows = await this.appendPool<{ sha256: Buffer }[]>`
      SELECT eventstore.put_blob(${tenant}, ${mediaType}, ${Buffer.from(body)}) AS sha256`;
    const row = rows[0];
    if (!row) throw new Error('put_blob gave no row');
    return row.sha256.toString('hex');
  }

  override async getBlob(tenant: string, sha256: string): Promise<Blob | null> {
    const rows = await this.read(
      tenant,
      (sql) => sql<{ media_type: string; body: Buffer }[]>`
        SELECT media_type, body FROM eventstore.blobs
        WHERE tenant = ${tenant} AND sha256 = ${Buffer.from(sha256, 'hex')}`,
    );
    const row = rows[0];
    return row ? { mediaType: row.media_type, body: row.body } : null;
  }

  override async onAppended(listener: (tenant: string) => void): Promise<() => Promise<void>> {
    try {
      return await this.hints.add(listener);
    } catch (error) {
      throw readFailure(error);
    }
  }

  /** What is told of a request again; a range that ends before it starts is of one that recorded nothing. */
  private async repetition(tenant: string, first: number, last: number): Promise<Appended> {
    if (last < first) return { repeated: true, events: [], keptAt: first < 0 ? null : first };
    return { repeated: true, events: await this.readRange(tenant, first, last) };
  }

  /** What a request recorded, with its receipts. */
  private async readRange(tenant: string, first: number, last: number): Promise<RecordedEvent[]> {
    const positions = Array.from({ length: last - first + 1 }, (_, index) => first + index);
    const rows = await this.read(tenant, (sql) =>
      sql.unsafe<(EventRow & LeafRow)[]>(READ_POSITIONS, [tenant, plainArray(positions)], { prepare: true }),
    );
    return await Promise.all(
      rows.map(async (row) => ({
        ...eventFromRow(tenant, row),
        receipt: receiptOf(await this.originOf(tenant, row.epoch), row),
      })),
    );
  }

  /** The log's name in an epoch, which never changes: asked for once, however many appends wait for it. */
  private originOf(tenant: string, epoch: number): Promise<string> {
    const key = `${tenant}/${epoch}`;
    const known = this.origin.get(key);
    if (known) return known;
    const asked = this.askOrigin(tenant, epoch);
    this.origin.set(key, asked);
    asked.catch(() => this.origin.delete(key));
    return asked;
  }

  private async askOrigin(tenant: string, epoch: number): Promise<string> {
    const log = (await this.origins(tenant)).find((entry) => entry.epoch === epoch);
    if (!log) throw new UnknownTenant(`tenant "${tenant}" has no log of epoch ${epoch}`);
    return log.origin;
  }

  private async read<T>(tenant: string, work: (sql: TransactionSql) => Promise<T>): Promise<T> {
    try {
      return await inTenant(this.readPool, tenant, 'read', work);
    } catch (error) {
      throw readFailure(error);
    }
  }
}
