import type { ActorKind } from '../../eventstore/event.js';
import type { DecisionPayload, ItemEvent } from './item.events.js';
import { describeTicketEvent } from './item-tickets.events.js';

/** One line for people: what an actor of a kind did to which item. Its name is put in front by who shows it.
 * `reason`: what was said with it; of an observed ticket, who changed it there. */
export function describeItemEvent(event: ItemEvent, reason: string | null, by: ActorKind): string {
  const of = `“${event.payload.title}”`;
  const why = reason === null || reason === '' ? '' : `: ${reason}`;
  switch (event.type) {
    case 'item.checked':
      return `checked ${of} (was ${event.payload.before.status})${measured(event.payload.measured)}${how(event.payload, by)}${why}`;
    case 'item.unchecked':
      return `reopened ${of} (was ${event.payload.before.status})${why}`;
    case 'item.failed':
      return `marked ${of} as failed (was ${event.payload.before.status})${measured(event.payload.measured)}${why}`;
    case 'item.marked_not_applicable': {
      const { before, set_aside } = event.payload;
      const second =
        set_aside?.state === 'pending' ? ', to be approved by a second person where a gate counts it' : '';
      return `marked ${of} as not applicable (was ${before.status})${second}${why}`;
    }
    case 'item.set_aside_approved':
      return `agreed that ${of} is set aside${why}`;
    case 'item.waiver_requested':
      return `asked for a waiver of ${of} until ${event.payload.expires_at}${why}`;
    case 'item.waiver_approved':
      return `approved the waiver of ${of}${why}`;
    case 'item.waiver_revoked':
      return `revoked the waiver of ${of}${why}`;
    case 'item.waiver_lapsed':
      return `saw the waiver of ${of} run out`;
    case 'item.attestation_lapsed':
      return `saw the attestation of ${of} run out`;
    case 'item.waiver_reminded':
      return `reminded that the waiver of ${of} runs out at ${event.payload.lapses_at ?? ''}`;
    case 'item.attestation_reminded':
      return `reminded that the attestation of ${of} runs out at ${event.payload.lapses_at ?? ''}`;
    case 'item.overdue':
      return `saw ${of} become overdue`;
    case 'item.assigned':
      return event.payload.after.owners.length === 0 ? `took ${of} from its owners` : `assigned ${of}`;
    case 'item.due_set': {
      const { due_on } = event.payload.after;
      return due_on === null ? `took the due date off ${of}` : `set ${of} due on ${due_on}`;
    }
    case 'item.claim_imported':
      return `took over from the document that ${of} is ticked, which attests nothing`;
    case 'item.commented':
      return `commented on ${of}`;
    case 'item.evidence_attached':
      return `attached evidence to ${of}`;
    case 'item.ticket_requested':
    case 'item.ticket_linked':
    case 'item.ticket_unlinked':
      return describeTicketEvent(event);
    case 'item.ticket_observed':
      return `${describeTicketEvent(event)}${reason === null ? '' : `, by ${reason} there`}`;
  }
}

// A plain attestation by a person goes without words: what a reader may want to look at once more is said.
function how({ attested }: DecisionPayload, by: ActorKind): string {
  const script = by === 'human' ? '' : by === 'service' ? ', by a script' : `, by ${by}`;
  const owner = attested?.by_owner === true ? ', as its owner' : '';
  const others = (attested?.items ?? 1) - 1;
  const bulk = others > 0 ? `, in one request with ${others} other item${others === 1 ? '' : 's'}` : '';
  return `${script}${owner}${bulk}`;
}

function measured(value: string | null): string {
  return value === null ? '' : `, measured ${value}`;
}
