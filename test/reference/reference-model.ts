import {
  belowChoice,
  cameFromChildren,
  codeOf,
  inScope,
  own,
  type Question,
  standardGate,
  statusOf,
  waiverInForce,
} from './reference-status.js';
import { rememberedOf } from './remembered.js';
import { type LogEvent, type ModelItem, type ModelProject, replay } from './replay.js';

/**
 * The rules of readiness once more, as plainly and slowly as they can be said: everything is computed anew from the
 * events for every position. It shares no code with src, so that the two check each other.
 */
export interface ReferenceAnswer {
  readonly verdict: string;
  readonly score: number | null;
  readonly counts: Readonly<Record<string, number>>;
  /** Status by `checklist key/item key`, of the checklists that are not closed. */
  readonly statuses: Readonly<Record<string, string>>;
  /** `code checklist item role`, sorted. */
  readonly reasons: readonly string[];
}

/** Judges a project by the events up to a position, for a gate, at a time. */
export function referenceReadiness(
  events: readonly LogEvent[],
  projectId: string,
  gateKey: string,
  position: number,
  now: string,
): ReferenceAnswer {
  const project = replayed(events, projectId, position);
  const gate = project.gates.get(gateKey)?.inForce ?? standardGate();
  const ask: Question = { project, now, gate: gateKey };
  const open = [...project.checklists.values()].filter((checklist) => !checklist.closed);
  const counts: Record<string, number> = {
    total: 0,
    applicable: 0,
    checked: 0,
    open: 0,
    failed: 0,
    not_applicable: 0,
    waived: 0,
  };
  const statuses: Record<string, string> = {};
  const blocking: string[] = [];
  const exceptions: string[] = [];
  let applicable = 0;
  for (const checklist of open) {
    const listed: ModelItem[] = [];
    for (const item of checklist.items) {
      const status = statusOf(ask, item);
      statuses[`${checklist.key}/${item.key}`] = status;
      counts['total'] = (counts['total'] ?? 0) + 1;
      counts[status] = (counts[status] ?? 0) + 1;
      if (status !== 'not_applicable') counts['applicable'] = (counts['applicable'] ?? 0) + 1;
      if (!inScope(gate, checklist.key, item)) continue;
      if (status !== 'not_applicable') applicable += 1;
      if (status !== 'checked' && status !== 'not_applicable' && !belowChoice(checklist.items, item))
        listed.push(item);
    }
    for (const item of listed) {
      const status = statusOf(ask, item);
      const fromChildren = cameFromChildren(ask, checklist.items, item);
      if (fromChildren && listed.some((other) => other.parent === item.id)) continue;
      const line = `${codeOf(ask, checklist.items, item, status)} ${checklist.key} ${item.key} -`;
      (status === 'waived' ? exceptions : blocking).push(line);
    }
  }
  blocking.push(...signOffLines(events, projectId, gateKey, position, now));
  const none = applicable === 0;
  if (none) blocking.push('nothing_to_assess - - -');
  const reasons = none ? blocking : [...blocking, ...exceptions];
  const score = none
    ? null
    : Math.round(((counts['checked'] ?? 0) / (counts['applicable'] ?? 1)) * 10_000) / 10_000;
  return {
    verdict: blocking.length > 0 ? 'not_ready' : exceptions.length > 0 ? 'ready_with_exceptions' : 'ready',
    score,
    counts,
    statuses,
    reasons: reasons.sort(),
  };
}

// What lies up to a position changes no more, so it is replayed once, and so is what was signed there written once.
const projects = rememberedOf((events: readonly LogEvent[], at: string): ModelProject => {
  const [projectId = '', position = ''] = at.split(' ');
  return replay(events, projectId, Number(position));
});

function replayed(events: readonly LogEvent[], projectId: string, position: number): ModelProject {
  return projects(events, `${projectId} ${position}`);
}

function basis(
  events: readonly LogEvent[],
  projectId: string,
  gateKey: string,
  position: number,
  now: string,
): string {
  return bases(events, `${projectId} ${gateKey} ${position} ${now}`);
}

/** What was signed, written out: any change of it makes a sign-off stale. */
const bases = rememberedOf((events: readonly LogEvent[], at: string): string => {
  const [projectId = '', gateKey = '', place = '', now = ''] = at.split(' ');
  const position = Number(place);
  const project = replayed(events, projectId, position);
  const gate = project.gates.get(gateKey)?.inForce ?? standardGate();
  const ask: Question = { project, now, gate: gateKey };
  const lines: unknown[] = [gate.version];
  for (const checklist of project.checklists.values()) {
    if (checklist.closed) continue;
    for (const item of checklist.items) {
      if (!inScope(gate, checklist.key, item)) continue;
      const status = statusOf(ask, item);
      const mine =
        status === 'waived' && own(ask, item) === 'waived' && !cameFromChildren(ask, checklist.items, item);
      const given = item.rules.when && project.conditions.get(item.rules.when.condition);
      lines.push([
        checklist.id,
        item.id,
        item.wording,
        status,
        item.evidence,
        mine ? waiverInForce(ask, item) : null,
      ]);
      if (given) lines.push([item.rules.when?.condition, given.answer, given.approved]);
    }
  }
  return JSON.stringify(lines);
});

function signOffLines(
  events: readonly LogEvent[],
  projectId: string,
  gateKey: string,
  position: number,
  now: string,
): string[] {
  const gate = replayed(events, projectId, position).gates.get(gateKey);
  if (!gate?.inForce) return [];
  const present = basis(events, projectId, gateKey, position, now);
  return gate.inForce.definition.sign_offs.flatMap((role) => {
    const signed = gate.signOffs.filter(
      (entry) =>
        entry.role === role.role && (role.holders.length === 0 || role.holders.includes(entry.person)),
    );
    const isValid = (entry: (typeof signed)[number]): boolean =>
      basis(events, projectId, gateKey, entry.position - 1, entry.judgedAt) === present;
    const valid = signed.filter(isValid);
    if (valid.some((entry) => entry.meaning === 'reject')) return [`sign_off_rejected - - ${role.role}`];
    const approvals = new Set(
      valid.filter((entry) => entry.meaning === 'approve').map((entry) => entry.person),
    );
    if (approvals.size >= role.quorum) return [];
    return [`${signed.length > valid.length ? 'sign_off_stale' : 'sign_off_missing'} - - ${role.role}`];
  });
}
