import type { RecordedEvent } from '../../../eventstore/event.js';
import type { RowSet } from '../../../eventstore/projections/row-set.js';
import type { ConditionEvent } from '../../conditions/condition.events.js';
import type { GateEvent } from '../../gates/gate.events.js';
import type { SignOffRow } from './items-tables.js';

/** Keeps a project's answer to a condition. */
export function changeCondition(rows: RowSet, event: RecordedEvent, change: ConditionEvent): void {
  const key = { project: event.project ?? '', condition: change.payload.key };
  const stamps = { changed_position: event.position, sequence: event.sequence };
  if (change.type === 'condition.answered') {
    const { after, person, four_eyes } = change.payload;
    const isRelaxed = four_eyes === 'relaxed';
    return rows.put('conditions', {
      ...key,
      ...stamps,
      answer: after.answer,
      person,
      approved: isRelaxed,
      relaxed: isRelaxed,
      answered_by: event.actor.id,
      answered_by_kind: event.actor.kind,
      answered_at: event.createdAt,
      answered_position: event.position,
      approved_by: null,
      approved_at: null,
    });
  }
  const row = rows.get('conditions', key);
  if (!row) throw new Error(`condition ${change.payload.key} was approved but never answered`);
  rows.put('conditions', {
    ...row,
    ...stamps,
    approved: true,
    approved_by: event.actor.id,
    approved_at: event.createdAt,
  });
}

/** Keeps a gate's definition, the one that waits, and the newest sign-off of each person in each role. */
export function changeGate(rows: RowSet, event: RecordedEvent, change: GateEvent): void {
  if (change.type === 'gate.evaluated') return;
  const key = { project: event.project ?? '', gate: event.stream.id };
  const row = rows.get('gates', key);
  const next = { ...row, ...key, changed_position: event.position, sequence: event.sequence };
  if (change.type === 'gate.defined') {
    const { version, definition, state, narrowed } = change.payload;
    const isPending = state === 'pending';
    const pending = isPending ? JSON.stringify({ version, definition, narrowed, by: event.actor }) : null;
    return rows.put('gates', {
      sign_offs: '[]',
      requested: null,
      position: event.position,
      ...next,
      key: change.payload.key,
      version: isPending ? (row?.['version'] ?? 0) : version,
      definition: isPending ? (row?.['definition'] ?? null) : JSON.stringify(definition),
      pending,
    });
  }
  if (!row) throw new Error(`gate ${event.stream.id} has events but was never defined`);
  switch (change.type) {
    case 'gate.definition_approved': {
      const waiting = JSON.parse(String(row['pending'])) as { version: number; definition: unknown };
      const { version, definition } = waiting;
      return rows.put('gates', { ...next, version, definition: JSON.stringify(definition), pending: null });
    }
    case 'gate.requested': {
      const requested = { person: change.payload.person, by: event.actor, at: event.createdAt };
      return rows.put('gates', { ...next, requested: JSON.stringify(requested) });
    }
    case 'gate.signed_off': {
      const { sign_off_id: id, role, meaning, person, bound_position, digest, gate_version } = change.payload;
      const { position, createdAt: at, actor: by } = event;
      const added: SignOffRow = {
        id,
        role,
        meaning,
        person,
        by,
        at,
        position,
        bound_position,
        digest,
        gate_version,
      };
      const others = (JSON.parse(String(row['sign_offs'])) as SignOffRow[]).filter(
        (signOff) => signOff.role !== role || signOff.person !== person,
      );
      return rows.put('gates', { ...next, sign_offs: JSON.stringify([...others, added]) });
    }
  }
}
