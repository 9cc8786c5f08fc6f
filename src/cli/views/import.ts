import type {
  ChangeAnswer,
  DiagnosticAnswer,
  ImportAnswer,
  MatchAnswer,
  MatchesAnswer,
} from '../../client/schema.js';
import type { View } from '../output/print.js';
import { count, indent, pairs } from '../output/text.js';
import { plain } from '../output/width.js';

export const diagnosticsView: View<DiagnosticAnswer> = {
  plural: 'diagnostics',
  table: [],
  csv: [
    { name: 'from_line', value: (diagnostic) => diagnostic.from_line },
    { name: 'to_line', value: (diagnostic) => diagnostic.to_line },
    { name: 'code', value: ({ code }) => code },
    { name: 'message', value: ({ message }) => message },
    { name: 'repair', value: ({ repair }) => repair },
  ],
};

/** What an import made or would make, what looks broken, and how items stand to the version before. */
export function importWords(answer: ImportAnswer, isRepairing: boolean): string {
  const { template, counts, diagnostics, matches } = answer;
  const sections = count(counts.sections, 'section');
  const head = pairs([
    ['Template', `${template.key}, version ${template.version}${outcome(answer)}`],
    ['Title', plain(template.title)],
    ['Found', `${count(counts.items, 'item')} in ${sections}, ${count(counts.sign_offs, 'sign-off')}`],
    ['Matches', matchCounts(matches)],
    ['Diagnostics', diagnostics.length === 0 ? 'none' : `${diagnostics.length}`],
  ]);
  return head + matchLines(matches) + diagnosticLines(diagnostics, isRepairing);
}

function outcome({ dry_run: dryRun, events }: ImportAnswer): string {
  if (dryRun) return ' (dry run: nothing was recorded)';
  return events.length === 0 ? ' (there already: nothing was recorded)' : '';
}

function matchCounts({ kept, reworded, moved, added, removed }: MatchesAnswer): string {
  const counts = { kept, reworded, moved, added, removed };
  return Object.entries(counts)
    .map(([name, { length }]) => `${length} ${name}`)
    .join(', ');
}

/** What a person should look over: all that is not kept, unless there was nothing before. */
function matchLines({ kept, reworded, moved, added, removed }: MatchesAnswer): string {
  if (kept.length + reworded.length + moved.length + removed.length === 0) return '';
  const lines = [
    ...reworded.map((change) => changeLine('reworded', change)),
    ...moved.map((change) => changeLine('moved', change)),
    ...added.map((match) => matchLine('added', match)),
    ...removed.map((match) => matchLine('removed', match)),
  ];
  return lines.length === 0 ? '' : `\n${lines.join('')}`;
}

function changeLine(kind: string, { key, from, to }: ChangeAnswer): string {
  if (from === to) return `  ${kind}  ${key}: “${plain(to)}”, in level, threshold, description or links\n`;
  return `  ${kind}  ${key}: “${plain(from)}” → “${plain(to)}”\n`;
}

function matchLine(kind: string, { key, title }: MatchAnswer): string {
  return `  ${kind}  ${key}: ${plain(title)}\n`;
}

function diagnosticLines(diagnostics: readonly DiagnosticAnswer[], isRepairing: boolean): string {
  return diagnostics
    .map((one, index) => {
      const next = diagnostics[index + 1];
      // Two things may be wrong with the same lines; one repair mends both.
      const isRepairedNext = next?.repair === one.repair && next?.from_line === one.from_line;
      const isBesideLast = diagnostics[index - 1]?.from_line === one.from_line;
      const repair = isRepairedNext ? '' : repairWords(one, isRepairing);
      return (isBesideLast ? '' : '\n') + diagnosticWords(one) + repair;
    })
    .join('');
}

function diagnosticWords({ code, message, from_line: from, to_line: to }: DiagnosticAnswer): string {
  return `${from === to ? `line ${from}` : `lines ${from}–${to}`}: ${plain(message)} (${code})\n`;
}

function repairWords({ repair }: DiagnosticAnswer, isRepairing: boolean): string {
  if (repair === undefined) return '';
  const said = isRepairing ? 'repaired to' : 'proposed repair (--repair makes it)';
  const text = repair.split('\n').map(plainLine).join('\n');
  return `  ${said}:\n${text === '' ? '    (the lines are left out)\n' : indent(text, '    | ')}`;
}

/** Keeps the leading spaces, which are part of Markdown. */
function plainLine(line: string): string {
  return (/^ */.exec(line)?.[0] ?? '') + plain(line);
}
