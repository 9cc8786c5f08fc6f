import { type Column, plainColumns } from '../../../http/csv.js';
import type { EvaluationView } from '../queries/get-evaluations.js';
import type { GateView } from '../queries/get-gates.js';
import type { SignOffAnswerBody } from './gate-answers.dto.js';

/** The columns of gates as CSV, in order; lists in one cell, separated by spaces. */
export const GATE_COLUMNS: readonly Column<GateView>[] = [
  ...plainColumns<GateView>('key', 'version'),
  { name: 'title', value: ({ definition }) => definition?.title },
  { name: 'verdict', value: ({ verdict }) => verdict },
  { name: 'levels', value: ({ definition }) => definition?.levels.join(' ') },
  { name: 'phases', value: ({ definition }) => definition?.phases.join(' ') },
  { name: 'roles', value: (gate) => gate.sign_offs.map(({ role }) => role).join(' ') },
  {
    name: 'roles_settled',
    value: (gate) => gate.sign_offs.flatMap(({ role, settled }) => (settled ? [role] : [])).join(' '),
  },
  { name: 'pending_version', value: ({ pending }) => pending?.version },
  { name: 'requested_by', value: ({ requested }) => requested?.by.id },
  { name: 'requested_at', value: ({ requested }) => requested?.at },
  ...plainColumns<GateView>('digest', 'position', 'sequence', 'id'),
];

/** The columns of sign-offs as CSV, in order. */
export const SIGN_OFF_COLUMNS: readonly Column<SignOffAnswerBody>[] = [
  ...plainColumns<SignOffAnswerBody>('gate', 'role'),
  { name: 'signed_by', value: ({ by }) => by.id },
  ...plainColumns<SignOffAnswerBody>('meaning', 'at', 'stale', 'position', 'bound_position', 'digest', 'id'),
];

/** The columns of receipts as CSV, in order. `subject_digest` is of what was deployed, `digest` of what was judged. */
export const EVALUATION_COLUMNS: readonly Column<EvaluationView>[] = [
  ...plainColumns<EvaluationView>('project', 'gate', 'gate_version'),
  { name: 'subject', value: ({ subject }) => subject.name },
  { name: 'subject_digest', value: ({ subject }) => subject.digest },
  { name: 'environment', value: ({ subject }) => subject.environment },
  ...plainColumns<EvaluationView>('verdict', 'reasons_total', 'as_of', 'recorded_at'),
  { name: 'by', value: ({ by }) => by.id },
  ...plainColumns<EvaluationView>('four_eyes', 'decided_at_position', 'digest', 'position', 'id'),
];
