import type { Value } from '../../eventstore/projections/table-spec.js';
import type { ItemStatus } from '../items/item.events.js';
import type { ItemFacts, WaiverFacts } from '../items/standing.rules.js';
import type { Level, Phase, Settlement, Summary, Threshold } from '../templates/template.events.js';
import type {
  EvidenceRow,
  ImportedClaimRow,
  PendingUpgradeRow,
  SetAsideRow,
  TicketRow,
  WaiverRow,
} from './projections/items-tables.js';

/** A row of the items table with its JSON read: the facts that its standing follows from, and what is shown of it. */
export interface ItemRow extends ItemFacts {
  readonly checklist: string;
  readonly checklistKey: string;
  readonly key: string;
  readonly title: string;
  readonly description: string | null;
  readonly links: { title: string; url: string }[];
  readonly phase: Phase;
  readonly sectionTitle: string;
  readonly ordinal: number;
  readonly claimed: boolean;
  readonly importedClaim: ImportedClaimRow | null;
  readonly isHumanOnly: boolean;
  readonly threshold: Threshold | null;
  readonly decidedBy: { id: string; kind: string } | null;
  readonly decidedAt: string | null;
  readonly decisionPosition: number | null;
  readonly measured: string | null;
  readonly setAside: SetAsideRow | null;
  readonly pendingUpgrade: PendingUpgradeRow | null;
  readonly waiverRows: readonly WaiverRow[];
  readonly owners: readonly string[];
  readonly evidence: EvidenceRow[];
  readonly tickets: readonly TicketRow[];
  readonly comments: number;
  readonly sequence: number;
}

export type SqlRow = Readonly<Record<string, Value>>;

/** Reads a row as the projection's reducer writes it. */
export function itemRow(row: SqlRow): ItemRow {
  const text = (column: string): string => String(row[column]);
  const maybe = (column: string): string | null => (row[column] === null ? null : String(row[column]));
  const number = (column: string): number | null => (row[column] === null ? null : Number(row[column]));
  const decidedBy = maybe('decided_by');
  const condition = maybe('condition');
  const setAside = json(row['set_aside']) as SetAsideRow | null;
  const pendingUpgrade = json(row['pending_upgrade']) as PendingUpgradeRow | null;
  const waiverRows = list<WaiverRow>(row['waivers']);
  const decisionPosition = number('decision_position');
  return {
    checklist: text('checklist'),
    checklistKey: text('checklist_key'),
    id: text('item'),
    key: text('key'),
    title: text('title'),
    description: maybe('description'),
    links: list(row['links']),
    level: text('level') as Level,
    phase: text('phase') as Phase,
    section: text('section'),
    sectionTitle: text('section_title'),
    parent: maybe('parent'),
    ordinal: Number(row['ordinal']),
    settledBy: maybe('settled_by') as Settlement | null,
    when: condition === null ? null : { condition, answer: row['condition_answer'] === true },
    recursDays: number('recurs_days'),
    isHumanOnly: row['human_only'] === true,
    isInvariant: row['invariant'] === true,
    summary: maybe('summary') as Summary | null,
    threshold: json(row['threshold']) as Threshold | null,
    claimed: row['claimed'] === true,
    importedClaim: json(row['imported_claim'] ?? null) as ImportedClaimRow | null,
    wordingHash: text('wording_hash'),
    status: text('status') as ItemStatus,
    decidedBy: decidedBy === null ? null : { id: decidedBy, kind: text('decided_by_kind') },
    decidedAt: maybe('decided_at'),
    decidedWording: maybe('decided_wording'),
    decisionPosition,
    effectiveAt: maybe('effective_at'),
    measured: maybe('measured'),
    setAside,
    // An older event says nothing of a second person where none was needed then: nobody has agreed to it.
    isAsidePending:
      row['status'] === 'not_applicable' && setAside?.state !== 'approved' && setAside?.state !== 'relaxed',
    pendingUpgrade,
    isUpgradePending: pendingUpgrade !== null,
    heldBack: pendingUpgrade?.alternatives ?? NO_ROWS,
    evidence: list(row['evidence']),
    hasNewerEvidence: row['newer_evidence'] === true,
    waiverRows,
    waivers: waiverRows.map(waiverFacts),
    owners: list(row['owners']),
    dueOn: maybe('due_on'),
    tickets: list(row['tickets']),
    comments: Number(row['comments']),
    sequence: Number(row['sequence']),
  };
}

function waiverFacts(waiver: WaiverRow): WaiverFacts {
  return {
    id: waiver.id,
    gate: waiver.gate,
    wordingHash: waiver.wording_hash,
    expiresAt: waiver.expires_at,
    isApproved: waiver.approved !== null,
    isRevoked: waiver.revoked !== null,
  };
}

const NO_ROWS: readonly never[] = [];

// Most lists are empty, and a project has many of them.
function list<T>(value: Value | undefined): T[] {
  return value === '[]' ? (NO_ROWS as unknown as T[]) : (JSON.parse(String(value)) as T[]);
}

function json(value: Value | undefined): unknown {
  return value === null || value === undefined ? null : JSON.parse(String(value));
}
