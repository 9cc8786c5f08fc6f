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

type Role = GateAnswer['sign_offs'][number];

const rolesView: View<Role>['table'] = [
  { title: 'ROLE', value: ({ role }) => role },
  { title: 'NEEDED', value: ({ quorum }) => quorum },
  { title: 'STATE', value: ({ settled }) => (settled ? 'settled' : 'missing') },
  { title: 'SIGNED BY', value: ({ signed }) => signed.map(signatureWords).join('; '), isFlexible: true },
];

function signatureWords({ meaning, by, at, stale }: Role['signed'][number]): string {
  return `${by.id} (${meaning}${stale ? ', stale' : ''}) ${seconds(at)}`;
}

/** A gate: what it looks at, what waits, and how each role stands. */
export function gateStands(gate: GateAnswer): string {
  const { key, version, definition, pending, requested, sign_offs } = gate;
  const only = (what: string, keys: readonly string[] | null | undefined): string =>
    keys ? `; ${what} ${keys.join(', ')} alone` : '';
  const head = pairs([
    ['Gate', version === 0 ? `${key}: no definition is in force` : `${key}, version ${version}`],
    ['Verdict', gate.verdict],
    ...(definition
      ? [
          [
            'Looks at',
            `${definition.levels.join(', ')} in ${definition.phases.join(', ')}` +
              only('sections', definition.sections) +
              only('checklists', definition.checklists),
          ] as const,
        ]
      : []),
    ...(pending
      ? [
          [
            'Waiting',
            `version ${pending.version} by ${pending.by.id} asks less (${pending.narrowed.join(', ')}): gate approve`,
          ] as const,
        ]
      : []),
    ...(requested ? [['Asked for', `by ${requested.by.id} at ${seconds(requested.at)}`] as const] : []),
    ['Digest', gate.digest],
  ]);
  return sign_offs.length === 0 ? head : `${head}\n${table(sign_offs, rolesView, null)}`;
}

export const signOffsView: View<SignOffAnswerBody> = {
  plural: 'sign-offs',
  table: [
    { title: 'ID', value: ({ id }) => id },
    { title: 'ROLE', value: ({ role }) => role },
    { title: 'MEANING', value: ({ meaning }) => meaning },
    { title: 'STATE', value: ({ stale }) => (stale ? 'stale' : 'counts') },
    { title: 'SIGNED', value: ({ at }) => seconds(at), isOptional: true },
    { title: 'BY', value: ({ by }) => by.id, isFlexible: true },
  ],
  csv: [
    { name: 'id', value: ({ id }) => id },
    { name: 'role', value: ({ role }) => role },
    { name: 'meaning', value: ({ meaning }) => meaning },
    { name: 'digest', value: ({ digest }) => digest },
    { name: 'stale', value: ({ stale }) => stale },
    { name: 'at', value: ({ at }) => at },
    { name: 'by', value: ({ by }) => by.id },
  ],
};
