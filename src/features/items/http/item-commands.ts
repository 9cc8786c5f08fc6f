import type { CommandMeta } from '../../../eventstore/command-runner.js';
import { AssignItem } from '../commands/assign-item.js';
import { AttachEvidence } from '../commands/attach-evidence.js';
import { CommentOnItem } from '../commands/comment-on-item.js';
import { DecideItem, type NewEvidence } from '../commands/decide-item.js';
import { RequestWaiver } from '../commands/request-waiver.js';
import { SetDue } from '../commands/set-due.js';
import type { DecisionType } from '../item.events.js';
import type { ItemRef } from '../commands/run-on-item.js';
import { AssignBody, CommentBody, DecisionBody, DueBody, EvidenceBody, WaiverBody } from './item.dto.js';

/** What an item's routes and a batch make of a request alike: from whom, on which item, with which `If-Match`. */
export interface OnItem {
  readonly meta: CommandMeta;
  readonly ref: ItemRef;
  readonly ifMatch: number | null;
}

export function decideItemBy(
  type: DecisionType,
  { meta, ref, ifMatch }: OnItem,
  body: DecisionBody,
): DecideItem {
  const decision = {
    type,
    reason: body.reason ?? null,
    evidence: (body.evidence ?? []).map(newEvidence),
    effectiveAt: body.effective_at ?? null,
    measured: body.measured ?? null,
  };
  return new DecideItem(meta, ref, decision, ifMatch);
}

export function commentBy({ meta, ref, ifMatch }: OnItem, body: CommentBody): CommentOnItem {
  return new CommentOnItem(meta, ref, body.text, ifMatch);
}

export function attachEvidenceBy({ meta, ref, ifMatch }: OnItem, body: EvidenceBody): AttachEvidence {
  return new AttachEvidence(meta, ref, newEvidence(body), ifMatch);
}

export function assignItemBy({ meta, ref, ifMatch }: OnItem, body: AssignBody): AssignItem {
  return new AssignItem(meta, ref, body.owners, ifMatch);
}

export function setDueBy({ meta, ref, ifMatch }: OnItem, body: DueBody): SetDue {
  return new SetDue(meta, ref, body.due_on, ifMatch);
}

export function requestWaiverBy({ meta, ref, ifMatch }: OnItem, body: WaiverBody): RequestWaiver {
  const waiver = {
    reason: body.reason,
    scope: body.scope ?? null,
    gate: body.gate?.toLowerCase() ?? null,
    expiresAt: body.expires_at,
  };
  return new RequestWaiver(meta, ref, waiver, ifMatch);
}

function newEvidence(body: EvidenceBody): NewEvidence {
  return {
    title: body.title,
    url: body.url ?? null,
    sha256: body.sha256 ?? null,
    mediaType: body.media_type ?? null,
    effectiveOn: body.effective_on,
  };
}
