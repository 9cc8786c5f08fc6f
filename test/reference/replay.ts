/** An event, as the log gives it; what the API gives has the same members under other names. */
export interface LogEvent {
  readonly position: number;
  readonly type: string;
  readonly createdAt: string;
  readonly project: string | null;
  readonly stream: { readonly type: string; readonly id: string };
  readonly payload: unknown;
}

export interface ModelRules {
  readonly level: string;
  readonly phase: string;
  readonly section: string;
  readonly settledBy: string | null;
  readonly when: { readonly condition: string; readonly answer: boolean } | null;
  readonly recursDays: number | null;
  readonly summary: string | null;
}

export interface ModelItem {
  readonly id: string;
  key: string;
  wording: string;
  parent: string | null;
  rules: ModelRules;
  /** Rules to come once a second person approves, null where the item goes; undefined where nothing waits. */
  pending?: { id: string; rules: ModelRules | null; parent: string | null } | undefined;
  decision: {
    status: string;
    wording: string;
    effectiveAt: string;
    asidePending: boolean;
    asideId: string | null;
  } | null;
  readonly evidence: string[];
  readonly waivers: {
    id: string;
    gate: string | null;
    wording: string;
    expiresAt: string;
    approved: boolean;
    revoked: boolean;
  }[];
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

interface Definition {
  sections: { key: string; items: DefinedItem[] }[];
}
interface DefinedItem {
  id: string;
  key: string;
  title: string;
  description?: string;
  links?: unknown[];
  level: string;
  phase: string;
  settled_by?: string;
  when?: { condition: string; answer: boolean };
  recurs_days?: number;
  summary?: string;
  threshold?: unknown;
  items: DefinedItem[];
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
  const published = (at: number): Definition =>
    (upTo.find((event) => event.position === at)?.payload as { definition: Definition }).definition;
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
        asidePending: aside?.state === 'pending',
        asideId: aside?.state === 'pending' ? aside.id : null,
      };
      return;
    }
    case 'item.set_aside_approved': {
      const id = payload.set_aside_id;
      if (item.decision?.asideId === id) item.decision.asidePending = false;
      else if (item.pending?.id === id) {
        if (item.pending.rules === null) return 'gone';
        item.rules = item.pending.rules;
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

interface Place {
  readonly defined: DefinedItem;
  readonly section: string;
  readonly parent: string | null;
}

function placed(definition: Definition): Place[] {
  const places: Place[] = [];
  const walk = (defined: DefinedItem, section: string, parent: string | null): void => {
    places.push({ defined, section, parent });
    for (const child of defined.items) walk(child, section, defined.id);
  };
  for (const section of definition.sections) for (const item of section.items) walk(item, section.key, null);
  return places;
}

function rulesOf({ defined, section }: Place): ModelRules {
  return {
    level: defined.level,
    phase: defined.phase,
    section,
    settledBy: defined.items.length > 0 ? (defined.settled_by ?? 'all_children') : null,
    when: defined.when ?? null,
    recursDays: defined.recurs_days ?? null,
    summary: defined.items.length > 0 ? null : (defined.summary ?? null),
  };
}

function wordingOf({ defined }: Place): string {
  const { title, description, links, level, threshold } = defined;
  return JSON.stringify([title, description ?? null, links ?? [], level, threshold ?? null]);
}

function fresh(place: Place): ModelItem {
  const { id, key } = place.defined;
  const { parent } = place;
  return {
    id,
    key,
    wording: wordingOf(place),
    parent,
    rules: rulesOf(place),
    decision: null,
    evidence: [],
    waivers: [],
  };
}

/** Items of the new version in its order, with what was said of them; then those that wait to be removed. */
function upgraded(
  olds: readonly ModelItem[],
  places: readonly Place[],
  weakened: readonly { id: string; item: string; kinds: string[] }[],
): ModelItem[] {
  const news = places.map((place): ModelItem => {
    const old = olds.find((item) => item.id === place.defined.id);
    const next = fresh(place);
    if (!old) return next;
    const weak = weakened.find((entry) => entry.item === old.id);
    const carried = { ...old, key: next.key, wording: next.wording };
    if (!weak) return { ...carried, rules: next.rules, parent: next.parent, pending: undefined };
    const parent = weak.kinds.includes('parent') ? null : next.parent;
    return { ...carried, parent, pending: { id: weak.id, rules: next.rules, parent: next.parent } };
  });
  const going = olds.filter(
    (old) => !news.some((item) => item.id === old.id) && weakened.some((entry) => entry.item === old.id),
  );
  const kept = going.map((old): ModelItem => {
    const weak = weakened.find((entry) => entry.item === old.id);
    const isBelow = going.some((other) => other.id === old.parent);
    return {
      ...old,
      parent: isBelow ? old.parent : null,
      pending: { id: weak?.id ?? '', rules: null, parent: null },
    };
  });
  return [...news, ...kept];
}
