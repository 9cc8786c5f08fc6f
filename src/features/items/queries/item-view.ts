import type { ItemRow } from '../../checklists/checklists.module.js';
import type { Threshold } from '../../templates/template.events.js';
import { addDays } from '../instants.rules.js';
import type { ItemStatus } from '../item.events.js';
import type { TicketState } from '../item-tickets.events.js';
import type { SettledFrom } from '../settled-node.rules.js';
import type { Settled } from '../settlement.rules.js';
import type { Status } from '../standing.rules.js';
import {
  actorView,
  type ActorView,
  type Lookups,
  textOf,
  type WaiverView,
  waiverViews,
} from './waiver-view.js';

export interface EvidenceView {
  id: string;
  /** Null where it was erased. */
  title: string | null;
  url: string | null;
  sha256: string | null;
  media_type: string | null;
  effective_on: string;
  attached_at: string;
}

/** A ticket of an item in another system. */
export interface TicketView {
  id: string;
  /** Id of the connection. */
  connection: string;
  system: string | null;
  /** What people call it there; null while it is only asked for. */
  key: string | null;
  /** Null where it was erased, and while there is none. */
  url: string | null;
  state: TicketState;
  /** What the other system calls its state. */
  status: string | null;
  /** Which rule asked for it; null where somebody did. */
  rule: string | null;
  /** What its newest change did to the item: `checked`, `proposed` or `refused`. */
  effect: string | null;
  changed_at: string | null;
  /** When it was over there; null while it is not, and where it was so before it was linked. */
  closed_at: string | null;
  /** Who closed it, as the other system calls them; null where it does not say, and where that was erased. */
  closed_by: string | null;
  requested_at: string;
}

/** A box ticked in a document, as somebody took it over; it settles nothing. */
export interface ImportedClaimView {
  /** Who took it over; who ticked the box nobody knows. */
  by: ActorView;
  at: string;
  template_version: number;
  /** True where the wording is another by now. */
  stale: boolean;
  position: number;
}

/** An item as the API shows it. */
export interface ItemView {
  id: string;
  key: string;
  title: string;
  description: string | null;
  links: { title: string; url: string }[];
  status: Status;
  derived: string[];
  level: string;
  phase: string;
  section: { key: string; title: string };
  checklist: string;
  /** Key of the parent item, null at the top. */
  parent: string | null;
  settled_by: string | null;
  when: { condition: string; answer: boolean } | null;
  recurs_days: number | null;
  /** When the attestation runs out, or ran out. */
  attested_until: string | null;
  human_only: boolean;
  summary: string | null;
  threshold: Threshold | null;
  invariant: boolean;
  owners: string[];
  due_on: string | null;
  /** True where the source document had the box ticked. */
  claimed: boolean;
  /** The claim that was taken over from it, when asked. */
  imported_claim: ImportedClaimView | null;
  checked_by: ActorView | null;
  checked_at: string | null;
  /** The newest decision, whatever it was. */
  decision: {
    status: ItemStatus;
    by: ActorView;
    at: string;
    effective_at: string;
    reason: string | null;
    position: number;
  } | null;
  set_aside: {
    state: string;
    id: string | null;
    approved_by: string | null;
    approved_at: string | null;
  } | null;
  pending_upgrade: { id: string; kinds: string[] } | null;
  measured: string | null;
  evidence: EvidenceView[];
  waiver: WaiverView | null;
  waivers: WaiverView[];
  tickets: TicketView[];
  comments: number;
  wording_hash: string;
  sequence: number;
}

/** What a view needs beside the row. */
export interface ItemDetails extends Lookups {
  readonly parentKey: string | null;
  readonly settled: Settled;
  /** The time of the answer. */
  readonly now: string;
}

const FROM: Record<SettledFrom, string[]> = {
  own: [],
  children: ['from_children'],
  parent: ['from_parent'],
  choice: ['not_chosen'],
  condition: ['excluded'],
  summary: ['summary'],
};

export function itemView(row: ItemRow, details: ItemDetails): ItemView {
  const { settled, now } = details;
  const decision = decisionView(row, details);
  const isChecked = row.status === 'checked' && decision !== null;
  const waivers = waiverViews(row, details, now);
  const { setAside } = row;
  return {
    id: row.id,
    key: row.key,
    title: row.title,
    description: row.description,
    links: row.links,
    status: settled.status,
    derived: [...FROM[settled.from], ...settled.derived],
    level: row.level,
    phase: row.phase,
    section: { key: row.section, title: row.sectionTitle },
    checklist: row.checklistKey,
    parent: details.parentKey,
    settled_by: row.settledBy,
    when: row.when,
    recurs_days: row.recursDays,
    attested_until:
      isChecked && row.recursDays !== null && row.effectiveAt !== null
        ? addDays(row.effectiveAt, row.recursDays)
        : null,
    human_only: row.isHumanOnly,
    summary: row.summary,
    threshold: row.threshold,
    invariant: row.isInvariant,
    owners: [...row.owners],
    due_on: row.dueOn,
    claimed: row.claimed,
    imported_claim: claimView(row, details),
    checked_by: isChecked ? decision.by : null,
    checked_at: isChecked ? decision.at : null,
    decision,
    set_aside: setAside && {
      state: setAside.state,
      id: setAside.id,
      approved_by: setAside.approved_by?.id ?? null,
      approved_at: setAside.approved_at,
    },
    pending_upgrade: row.pendingUpgrade && { id: row.pendingUpgrade.id, kinds: row.pendingUpgrade.kinds },
    measured: row.measured,
    evidence: row.evidence.map((entry) => evidenceView(entry, details)),
    waiver: waivers.findLast((waiver) => waiver.in_force) ?? waivers.at(-1) ?? null,
    waivers,
    tickets: row.tickets.map((ticket) => ticketView(ticket, details)),
    comments: row.comments,
    wording_hash: row.wordingHash,
    sequence: row.sequence,
  };
}

function claimView({ importedClaim, wordingHash }: ItemRow, details: ItemDetails): ImportedClaimView | null {
  if (importedClaim === null) return null;
  const { by, at, position, template_version, wording_hash } = importedClaim;
  return {
    by: actorView(details, by, position),
    at,
    template_version,
    stale: wording_hash !== wordingHash,
    position,
  };
}

function ticketView(ticket: ItemRow['tickets'][number], { privates }: Lookups): TicketView {
  const { id, connection, system, key, state, status, rule, effect } = ticket;
  const { changed_at, closed_at, requested_at } = ticket;
  const linking = ticket.position === null ? undefined : privates.get(ticket.position);
  const closing = ticket.closed_position === null ? undefined : privates.get(ticket.closed_position);
  const shown = { id, connection, system, key, url: textOf(linking?.['url']), state, status };
  const times = { changed_at, closed_at, closed_by: textOf(closing?.['by']), requested_at };
  return { ...shown, rule, effect, ...times };
}

function evidenceView(entry: ItemRow['evidence'][number], { privates }: Lookups): EvidenceView {
  const body = privates.get(entry.position);
  return {
    id: entry.id,
    title: textOf(body?.['title']),
    url: textOf(body?.['url']),
    sha256: entry.sha256,
    media_type: entry.media_type,
    effective_on: entry.effective_on,
    attached_at: entry.attached_at,
  };
}

function decisionView(row: ItemRow, details: ItemDetails): ItemView['decision'] {
  if (row.decidedBy === null || row.decidedAt === null || row.decisionPosition === null) return null;
  return {
    status: row.status,
    by: actorView(details, row.decidedBy, row.decisionPosition),
    at: row.decidedAt,
    effective_at: row.effectiveAt ?? row.decidedAt,
    reason: textOf(details.privates.get(row.decisionPosition)?.['reason']),
    position: row.decisionPosition,
  };
}
