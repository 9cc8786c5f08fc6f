import type { EvaluationAnswer, GateAnswer, ReceiptReason, SignOffAnswerBody } from '../../client/schema.js';
import type { View } from '../output/print.js';
import { table } from '../output/table.js';
import { pairs, seconds } from '../output/text.js';

export const receiptView: View<ReceiptReason> = {
  plural: 'reasons',
  table: [
    { title: 'REASON', value: ({ code }) => code },
    { title: 'ITEM', value: ({ item }) => item },
    { title: 'CHECKLIST', value: ({ checklist }) => checklist, isOptional: true },
    { title: 'ROLE', value: ({ role }) => role, isOptional: true },
  ],
  csv: [
    { name: 'code', value: ({ code }) => code },
    { name: 'checklist', value: ({ checklist }) => checklist },
    { name: 'item', value: ({ item }) => item },
    { name: 'role', value: ({ role }) => role },
  ],
};

/** A receipt: the verdict, what it is for, and where it stands in the log. */
export function receiptWords(receipt: EvaluationAnswer, width: number | null): string {
  const { subject, reasons, reasons_total } = receipt;
  const head = pairs([
    [
      'Verdict',
      `${receipt.verdict}: ${receipt.project}, gate ${receipt.gate} version ${receipt.gate_version}`,
    ],
    ['For', `${subject.name} ${subject.digest} in ${subject.environment}`],
    ['As of', `${seconds(receipt.as_of)}, position ${receipt.decided_at_position}`],
    ['Receipt', `${receipt.id}, recorded at position ${receipt.position}`],
    ['Digest', receipt.digest],
  ]);
  if (reasons.length === 0) return head;
  const more = reasons_total > reasons.length ? `and ${reasons_total - reasons.length} more\n` : '';
  return `${head}\n${table(reasons, receiptView.table, width)}${more}`;
}

export const gatesView: View<GateAnswer> = {
  plural: 'gates',
  table: [
    { title: 'GATE', value: ({ key }) => key },
    { title: 'VERSION', value: ({ version }) => `${version}` },
    { title: 'VERDICT', value: ({ verdict }) => verdict },
  ],
  csv: [
    { name: 'key', value: ({ key }) => key },
    { name: 'version', value: ({ version }) => version },
    { name: 'verdict', value: ({ verdict }) => verdict },
    { name: 'digest', value: ({ digest }) => digest },
  ],
};

/** How a definition was taken. */
export function gateWords({ key, version, pending }: GateAnswer, position: number | null): string {
  const where = position === null ? '' : `, recorded at position ${position}`;
  return pending
    ? `Version ${pending.version} of the gate ${key} asks less (${pending.narrowed.join(', ')}): ` +
        `version ${version} stays in force until a second person approves${where}\n`
    : `Version ${version} of the gate ${key} is in force${where}\n`;
}

export const signOffsView: View<SignOffAnswerBody> = {
  plural: 'sign-offs',
  table: [
    { title: 'ID', value: ({ id }) => id },
    { title: 'ROLE', value: ({ role }) => role },
    { title: 'MEANING', value: ({ meaning }) => meaning },
    { title: 'SIGNED', value: ({ at }) => seconds(at), isOptional: true },
    { title: 'BY', value: ({ by }) => by.id, isFlexible: true },
  ],
  csv: [
    { name: 'id', value: ({ id }) => id },
    { name: 'role', value: ({ role }) => role },
    { name: 'meaning', value: ({ meaning }) => meaning },
    { name: 'digest', value: ({ digest }) => digest },
  ],
};
