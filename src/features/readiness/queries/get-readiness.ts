import { createHash } from 'node:crypto';
import { type IQueryHandler, Query, QueryHandler } from '@nestjs/cqrs';
import { sqlFile } from '../../../database/sql-file.js';
import { EventStore } from '../../../eventstore/eventstore.js';
import { EventNotReducible } from '../../../eventstore/projections/fold.js';
import {
  type Consistency,
  ProjectionReader,
  ProjectionSetAside,
  type Reflected,
} from '../../../eventstore/projections/projection-reader.js';
import type { Row, RowSet } from '../../../eventstore/projections/row-set.js';
import { foldProject } from '../../../eventstore/projections/time-travel.js';
import { Refusal } from '../../../eventstore/refusal.js';
import { canonicalize } from '../../../transparency/canonical-json.js';
import { type EvidenceRow, ItemsProjector, itemsProjection } from '../../checklists/checklists.module.js';
import type { ItemStatus } from '../../items/item.events.js';
import { projectFold, type ProjectState, resolveProject } from '../../projects/projects.module.js';
import { projectStream } from '../../projects/project.events.js';
import type { Level, Phase, Settlement } from '../../templates/template.events.js';
import {
  type Counts,
  DEFAULT_GATE,
  evaluateReadiness,
  type ReadinessItem,
  type Reason,
  type Verdict,
} from '../readiness.js';

const READINESS_ITEMS = sqlFile(import.meta.url, './sql/readiness-items.sql');

/** A project's readiness as the API shows it. */
export interface ReadinessView {
  project: string;
  gate: string;
  verdict: Verdict;
  score: number | null;
  counts: Counts;
  reasons: readonly Reason[];
  /** Position of the newest event that the answer reflects. */
  position: number;
  /** The time the answer is for. */
  as_of: string;
  /** SHA-256 (hex) of what was judged: what a sign-off binds itself to. */
  digest: string;
  /** Where the project is set aside, the position of the event that could not be taken; see Reflected. */
  setAside: number | null;
}

/** Readiness now, or as of a position or a time of recording. */
export class GetReadiness extends Query<ReadinessView> {
  constructor(
    readonly tenant: string,
    readonly project: string,
    readonly gate: string | null,
    readonly moment: { readonly atPosition: number | null; readonly asOf: string | null },
    readonly consistency: Consistency,
  ) {
    super();
  }
}

@QueryHandler(GetReadiness)
export class GetReadinessHandler implements IQueryHandler<GetReadiness> {
  constructor(
    private readonly store: EventStore,
    private readonly reader: ProjectionReader,
    private readonly projector: ItemsProjector,
  ) {}

  /** Refuses a project or gate that is not there (not_found), and a position the log has not reached (invalid). */
  async execute(query: GetReadiness): Promise<ReadinessView> {
    const { tenant, moment } = query;
    const projectId = await resolveProject(this.store, tenant, query.project);
    const project = await this.project(tenant, projectId, query.project);
    if (query.gate !== null && query.gate !== DEFAULT_GATE.key)
      throw new Refusal('not_found', `the project ${project.key} has no gate "${query.gate}"`, '/gate');
    const isPast = moment.atPosition !== null || moment.asOf !== null;
    const { value: rows, ...reflected } = isPast
      ? await this.past(tenant, projectId, moment)
      : await this.reader.read(
          this.projector,
          tenant,
          query.consistency,
          (sql) => sql.unsafe<Row[]>(READINESS_ITEMS, [tenant, projectId], { prepare: true }),
          projectId,
        );
    const { digest, ...readiness } = evaluateReadiness(rows.map(readinessItem), DEFAULT_GATE);
    return {
      project: project.key,
      gate: DEFAULT_GATE.key,
      ...readiness,
      position: reflected.position,
      as_of: moment.asOf ?? reflected.asOf ?? '',
      setAside: reflected.setAside,
      digest: createHash('sha256').update(canonicalize(digest)).digest('hex'),
    };
  }

  private async project(tenant: string, id: string, ref: string): Promise<ProjectState> {
    const [events] = await this.store.readStreams(tenant, [projectStream(id)]);
    const state = (events ?? []).reduce(projectFold.evolve, projectFold.initial);
    if (!state) throw new Refusal('not_found', `there is no project "${ref}"`, '/project');
    return state;
  }

  private async past(
    tenant: string,
    projectId: string,
    { atPosition, asOf }: GetReadiness['moment'],
  ): Promise<Reflected<Row[]>> {
    const { nextPosition } = await this.store.head(tenant);
    if (atPosition !== null && atPosition >= nextPosition)
      throw new Refusal('invalid', `the log ends at position ${nextPosition - 1}`, '/at_position');
    const to = asOf === null ? null : justAfter(asOf);
    const [newest] = await this.store.query(tenant, {
      ...(atPosition === null ? {} : { before: atPosition + 1 }),
      ...(to === null ? {} : { to }),
      order: 'desc',
      limit: 1,
    });
    const position = newest?.position ?? -1;
    const rows = await this.fold(tenant, projectId, position + 1);
    const applied = new Map(
      rows.all('checklists').map((row) => [row['checklist'], Number(row['applied_position'])] as const),
    );
    const ordered = rows
      .all('items')
      .sort(
        (a, b) =>
          (applied.get(a['checklist'] ?? '') ?? 0) - (applied.get(b['checklist'] ?? '') ?? 0) ||
          Number(a['ordinal']) - Number(b['ordinal']),
      );
    return {
      value: ordered,
      position,
      asOf: newest?.createdAt ?? null,
      setAside: null,
    };
  }

  private async fold(tenant: string, projectId: string, end: number): Promise<RowSet> {
    const dismissed = await this.reader.dismissed(this.projector, tenant, projectId);
    try {
      return await foldProject(this.store, itemsProjection, tenant, projectId, end, dismissed);
    } catch (error) {
      if (!(error instanceof EventNotReducible)) throw error;
      throw new ProjectionSetAside(itemsProjection.name, error.event.position, { cause: error });
    }
  }
}

// Events recorded in the very microsecond that is asked about belong to the answer; `to` is exclusive.
function justAfter(time: string): string | null {
  const micros = Number(time.slice(20, 26)) + 1;
  if (micros < 1_000_000) return `${time.slice(0, 20)}${String(micros).padStart(6, '0')}Z`;
  const next = new Date(Date.parse(`${time.slice(0, 19)}Z`) + 1000).toISOString();
  // Behind the year 9999 the form grows; every event is before that.
  return next.length === 24 ? `${next.slice(0, 19)}.000000Z` : null;
}

function readinessItem(row: Row): ReadinessItem {
  const text = (column: string): string => String(row[column]);
  const maybe = (column: string): string | null => (row[column] === null ? null : String(row[column]));
  const evidence = JSON.parse(text('evidence')) as EvidenceRow[];
  return {
    id: text('item'),
    key: text('key'),
    title: text('title'),
    checklist: text('checklist'),
    checklistKey: text('checklist_key'),
    parent: maybe('parent'),
    settledBy: maybe('settled_by') as Settlement | null,
    status: text('status') as ItemStatus,
    level: text('level') as Level,
    phase: text('phase') as Phase,
    wordingHash: text('wording_hash'),
    evidence: evidence.map((entry) => entry.sha256 ?? entry.id),
  };
}
