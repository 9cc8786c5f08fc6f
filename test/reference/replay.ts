import { type Definition, fresh, type ModelItem, placed, upgraded } from './replay-items.js';

export type { ModelItem } from './replay-items.js';

/** An event, as the log gives it; what the API gives has the same members under other names. */
export interface LogEvent {
  readonly position: number;
  readonly type: string;
  readonly createdAt: string;
  readonly project: string | null;
  readonly stream: { readonly type: string; readonly id: string };
  readonly payload: unknown;
}

interface GateDefinition {
  readonly levels: string[];
  readonly phases: string[];
  readonly sections: string[] | null;
  readonly checklists: string[] | null;
  readonly sign_offs: { role: string; quorum: number; holders: string[] }[];
}

export interface ModelProject {
  readonly checklists: Map<string, { id: string; key: string; closed: boolean; items: ModelItem[] }>;
  readonly conditions: Map<string, { answer: boolean; approved: boolean }>;
  readonly gates: Map<
    string,
    {
      inForce: { version: number; definition: GateDefinition } | null;
      waiting: { version: number; definition: GateDefinition } | null;
      signOffs: { role: string; meaning: string; person: string; position: number; judgedAt: string }[];
    }
  >;
}

// The members of all payloads; which of them are there follows from the type of the event.
interface Payload {
  readonly template_position: number;
  readonly key: string;
  readonly weakened: readonly { id: string; item: string; kinds: string[] }[];
  readonly after: { readonly answer: boolean; readonly status: string };
  readonly four_eyes: string;
  readonly version: number;
  readonly definition: GateDefinition;
  readonly state: string;
  readonly role: string;
  readonly person: string;
  readonly meaning: string;
  readonly set_aside?: { readonly state: string; readonly id: string } | null;
  readonly set_aside_id: string;
  readonly effective_at: string | null;
  readonly waiver_id: string;
  readonly gate: string | null;
  readonly expires_at: string;
  readonly sha256: string | null;
  readonly evidence_id: string;
}

/** A project as the events up to a position left it. */
export function replay(events: readonly LogEvent[], projectId: string, position: number): ModelProject {
  const project: ModelProject = { checklists: new Map(), conditions: new Map(), gates: new Map() };
  const gateKeys = new Map<string, string>();
  const upTo = events.filter((event) => event.position <= position);
  const published = (at: number): Definition => {
    const event = upTo.find(({ position: own }) => own === at);
    if (!event) throw new Error(`there is no event at position ${at}`);
    return (event.payload as { definition: Definition }).definition;
  };
  for (const event of upTo) {
    if (event.project !== projectId) continue;
    const payload = event.payload as Payload;
    const { id } = event.stream;
    if (event.type === 'checklist.applied') {
      const items = placed(published(payload.template_position)).map((place) => fresh(place));
      project.checklists.set(id, { id, key: payload.key, closed: false, items });
    } else if (event.type === 'checklist.upgraded') {
      const checklist = project.checklists.get(id);
      if (checklist)
        checklist.items = upgraded(
          checklist.items,
          placed(published(payload.template_position)),
          payload.weakened,
        );
    } else if (event.type === 'checklist.closed') {
      const checklist = project.checklists.get(id);
      if (checklist) checklist.closed = true;
    } else if (event.type === 'condition.answered') {
      const { answer } = payload.after;
      project.conditions.set(payload.key, { answer, approved: payload.four_eyes === 'relaxed' });
    } else if (event.type === 'condition.approved') {
      const given = project.conditions.get(payload.key);
      if (given) given.approved = true;
    } else if (event.type.startsWith('gate.')) replayGate(project, gateKeys, event, payload);
    else if (event.stream.type === 'item') {
      const [checklistId = '', itemId = ''] = id.split('/');
      const checklist = project.checklists.get(checklistId);
      const item = checklist?.items.find((entry) => entry.id === itemId);
      if (checklist && item && replayItem(item, event, payload) === 'gone')
        checklist.items = checklist.items.filter((entry) => entry !== item);
    }
  }
  return project;
}

function replayGate(
  project: ModelProject,
  keys: Map<string, string>,
  event: LogEvent,
  payload: Payload,
): void {
  if (event.type === 'gate.evaluated') return;
  const key = keys.get(event.stream.id) ?? payload.key;
  keys.set(event.stream.id, key);
  const gate = project.gates.get(key) ?? { inForce: null, waiting: null, signOffs: [] };
  project.gates.set(key, gate);
  if (event.type === 'gate.defined') {
    const defined = { version: payload.version, definition: payload.definition };
    if (payload.state === 'pending') gate.waiting = defined;
    else {
      gate.inForce = defined;
      gate.waiting = null;
    }
  } else if (event.type === 'gate.definition_approved') {
    gate.inForce = gate.waiting;
    gate.waiting = null;
  } else if (event.type === 'gate.signed_off') {
    const { role, person, meaning } = payload;
    gate.signOffs = gate.signOffs.filter((entry) => entry.role !== role || entry.person !== person);
    gate.signOffs.push({ role, meaning, person, position: event.position, judgedAt: event.createdAt });
  }
}

function replayItem(item: ModelItem, event: LogEvent, payload: Payload): 'gone' | undefined {
  const waiver = item.waivers.find((entry) => entry.id === payload.waiver_id);
  switch (event.type) {
    case 'item.checked':
    case 'item.unchecked':
    case 'item.failed':
    case 'item.marked_not_applicable': {
      const aside = payload.set_aside;
      item.decision = {
        status: payload.after.status,
        wording: item.wording,
        effectiveAt: payload.effective_at ?? event.createdAt,
        asidePending: payload.after.status === 'not_applicable' && aside?.state !== 'relaxed',
        asideId: aside?.state === 'pending' ? aside.id : null,
      };
      return;
    }
    case 'item.set_aside_approved': {
      const id = payload.set_aside_id;
      if (item.decision?.asideId === id) item.decision.asidePending = false;
      else if (item.pending?.id === id) {
        if (item.pending.written === null) return 'gone';
        item.rules = item.pending.written.rules;
        item.written = item.pending.written;
        item.parent = item.pending.parent;
        item.pending = undefined;
      }
      return;
    }
    case 'item.waiver_requested':
      item.waivers.push({
        id: payload.waiver_id,
        gate: payload.gate,
        wording: item.wording,
        expiresAt: payload.expires_at,
        approved: false,
        revoked: false,
      });
      return;
    case 'item.waiver_approved':
      if (waiver) waiver.approved = true;
      return;
    case 'item.waiver_revoked':
      if (waiver) waiver.revoked = true;
      return;
    case 'item.evidence_attached':
      item.evidence.push(payload.sha256 ?? payload.evidence_id);
      return;
    default:
      return;
  }
}
