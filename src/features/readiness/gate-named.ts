import { Refusal } from '../../eventstore/refusal.js';
import type { Board, GateRow } from '../checklists/checklists.module.js';
import { DEFAULT_GATE, type GateRules } from './readiness.rules.js';

/** The gate that is meant by key or id; the default one where nobody has defined a `go-live`. */
export function gateNamed(board: Board, ref: string | null): { gate: GateRules; row: GateRow | null } {
  const wanted = (ref ?? DEFAULT_GATE.key).normalize('NFC').toLowerCase();
  const row = board.gates.find((entry) => entry.id === ref || entry.key.toLowerCase() === wanted);
  if (row) {
    const { levels, phases, sections, checklists } = row.definition ?? DEFAULT_GATE;
    return { gate: { key: row.key, version: row.version, levels, phases, sections, checklists }, row };
  }
  if (wanted === DEFAULT_GATE.key) return { gate: DEFAULT_GATE, row: null };
  throw new Refusal('not_found', `the project has no gate "${ref ?? ''}"`, '/gate');
}
