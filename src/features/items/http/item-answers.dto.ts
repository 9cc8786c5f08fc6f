import { WriteAnswerBase } from '../../../http/write-answer.dto.js';
import type { ItemStatus } from '../item.events.js';
import type { TicketState } from '../item-tickets.events.js';
import type { Status } from '../standing.rules.js';

export class ActorBody {
  /** @example 'mem_3kq0v9…' */
  id!: string;
  /** `human`, `service`, `integration` or `system`. @example 'human' */
  kind!: string;
  /** The name as it was then; null where there is none or it was erased. @example 'Ana' */
  name!: string | null;
}

export class ItemLink {
  title!: string;
  url!: string;
}

export class EvidenceAnswer {
  id!: string;
  /** Null where it was erased. */
  title!: string | null;
  url!: string | null;
  sha256!: string | null;
  media_type!: string | null;
  /** @example '2025-03-03' */
  effective_on!: string;
  attached_at!: string;
}

export class DecisionAnswer {
  /** @example 'checked' */
  status!: ItemStatus;
  by!: ActorBody;
  at!: string;
  effective_at!: string;
  reason!: string | null;
  position!: number;
}

export class SectionRef {
  /** @example 'ha-setup' */
  key!: string;
  /** @example 'HA Setup' */
  title!: string;
}

export class ItemWhen {
  /** @example 'self-hosted-database' */
  condition!: string;
  /** @example true */
  answer!: boolean;
}

export class ItemThreshold {
  /** `at_most` or `at_least`. @example 'at_most' */
  bound!: string;
  /** @example '200' */
  value!: string;
  /** @example 'ms' */
  unit!: string;
}

export class SetAsideAnswer {
  /** `pending` until a second person approves, `approved`, or `relaxed` where the tenant's policy asked for none. @example 'pending' */
  state!: string;
  /** What a second person approves it under. */
  id!: string | null;
  approved_by!: string | null;
  approved_at!: string | null;
}

export class PendingUpgradeAnswer {
  /** What a second person approves it under: `.../set-asides/{id}/approve`. */
  id!: string;
  /** What is less, such as `level` or `removed`. */
  kinds!: string[];
}

/** An exception that somebody asked for. */
export class WaiverAnswer {
  /** @example 'wvr_7d2k…' */
  id!: string;
  /** `requested`, `approved`, `revoked`, or `expired` by the time of the answer. @example 'approved' */
  state!: string;
  /** True where it covers the item at the time of the answer. */
  in_force!: boolean;
  /** Null where it was erased. */
  reason!: string | null;
  scope!: string | null;
  /** Key of the gate it is limited to. */
  gate!: string | null;
  expires_at!: string;
  requested_by!: ActorBody;
  requested_at!: string;
  /** Position at which it was asked for. */
  position!: number;
  approved_by!: ActorBody | null;
  approved_at!: string | null;
  revoked_by!: ActorBody | null;
  revoked_at!: string | null;
}

/** A waiver with the item that it is of. */
export class ItemWaiverAnswer extends WaiverAnswer {
  /** Key of the project. @example 'payments-api' */
  project!: string;
  /** Key of the checklist. @example 'go-live' */
  checklist!: string;
  /** Key of the item. @example 'ha-setup.test-the-restore' */
  item!: string;
  /** Number of the item's newest event; the ETag. */
  sequence!: number;
}

export class WaiverWriteAnswer extends WriteAnswerBase {
  resource!: ItemWaiverAnswer;
}

export class WaiverPage {
  data!: ItemWaiverAnswer[];
  next_cursor!: string | null;
}

/** A ticket of an item in another system. */
export class TicketAnswer {
  /** @example 'tkt_4m1r…' */
  id!: string;
  /** Id of the connection. @example 'con_8b6v…' */
  connection!: string;
  /** @example 'redmine' */
  system!: string | null;
  /** What people call it there; null while it is only asked for. @example '#12' */
  key!: string | null;
  /** Null where it was erased, and while there is no ticket yet. @example 'https://redmine.example.org/issues/12' */
  url!: string | null;
  /** `requested`, `open`, `in_progress`, `done` or `rejected`. @example 'open' */
  state!: TicketState;
  /** What the other system calls its state. @example 'New' */
  status!: string | null;
  /** Which rule asked for it (`fail`, `overdue`, `waiver_requested`); null where somebody did. @example 'fail' */
  rule!: string | null;
  /** What its newest change did to the item: `checked`, `proposed` or `refused`. @example 'checked' */
  effect!: string | null;
  /** When its status changed there last. */
  changed_at!: string | null;
  /** When it was over there; null while it is not, and where it was so before it was linked. */
  closed_at!: string | null;
  /** Who closed it, as the other system calls them; null where it does not say, and where that was erased. @example 'ana' */
  closed_by!: string | null;
  requested_at!: string;
}

/** A box ticked in a document, as somebody took it over. */
export class ImportedClaimAnswer {
  /** Who took it over; who ticked the box nobody knows. */
  by!: ActorBody;
  at!: string;
  /** The version whose document had the box ticked. @example 1 */
  template_version!: number;
  /** True where the wording is another by now. */
  stale!: boolean;
  position!: number;
}

/** An item with its state. */
export class ItemAnswerBody {
  /** @example 'itm_0r8s…' */
  id!: string;
  /** @example 'ha-setup.test-the-restore' */
  key!: string;
  /** @example 'Test the restore' */
  title!: string;
  description!: string | null;
  links!: ItemLink[];
  /** `open`, `checked`, `failed`, `not_applicable` or `waived`, at the time of the answer; of a parent, as its children make it. @example 'open' */
  status!: Status;
  /** Where the status comes from (`from_children`, `from_parent`, `not_chosen`, `excluded`, `summary`), and what else is so: `expired`, `overdue`, `stale`, `set_aside_pending`. */
  derived!: string[];
  /** @example 'required' */
  level!: string;
  /** @example 'before' */
  phase!: string;
  section!: SectionRef;
  /** Key of the checklist. @example 'go-live' */
  checklist!: string;
  /** Key of the item above. */
  parent!: string | null;
  settled_by!: string | null;
  /** Asked only where the condition has this answer. */
  when!: ItemWhen | null;
  /** An attestation holds for so many days. @example 90 */
  recurs_days!: number | null;
  /** When the attestation runs out, or ran out. */
  attested_until!: string | null;
  human_only!: boolean;
  /** `section` or `above`: follows from other items. */
  summary!: string | null;
  /** The bound that a measured value has to keep. */
  threshold!: ItemThreshold | null;
  /** Can be neither waived nor set aside. */
  invariant!: boolean;
  /** Ids of those who are to see to it. */
  owners!: string[];
  /** The last day on which it is in time. @example '2026-03-01' */
  due_on!: string | null;
  /** True where the source document had the box ticked: a claim, no attestation. */
  claimed!: boolean;
  /** That claim, where it was taken over with `answers: source`; it settles nothing. */
  imported_claim!: ImportedClaimAnswer | null;
  checked_by!: ActorBody | null;
  checked_at!: string | null;
  decision!: DecisionAnswer | null;
  /** How far the newest decision sets the item aside; null where no second person is needed. */
  set_aside!: SetAsideAnswer | null;
  /** What an upgrade would take from it, once a second person approves. */
  pending_upgrade!: PendingUpgradeAnswer | null;
  measured!: string | null;
  evidence!: EvidenceAnswer[];
  /** The waiver in force, else the newest. */
  waiver!: WaiverAnswer | null;
  waivers!: WaiverAnswer[];
  tickets!: TicketAnswer[];
  comments!: number;
  wording_hash!: string;
  /** Number of the item's newest event; the ETag. */
  sequence!: number;
}

/** An item with the project it stands in. */
export class FoundItemAnswer extends ItemAnswerBody {
  /** Key of the project. @example 'payments-api' */
  project!: string;
}

export class FoundItemPage {
  data!: FoundItemAnswer[];
  /** A page may be shorter than `limit` and still have another one behind it. */
  next_cursor!: string | null;
}

export class ItemWriteAnswer extends WriteAnswerBase {
  resource!: ItemAnswerBody;
}

export class ItemPage {
  data!: ItemAnswerBody[];
  next_cursor!: string | null;
}
