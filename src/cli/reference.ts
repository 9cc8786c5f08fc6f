import type { Command } from 'commander';

const START = '<!-- commands: written by `npm run cli:docs` -->';
const END = '<!-- commands end -->';

/** The table of all commands, as it stands in docs/cli.md between two comments. */
function referenceOf(program: Command): string {
  const rows = commandsOf(program).map((command) => [
    `\`${usageOf(command)}\``.replaceAll('|', '\\|'),
    command.description().replaceAll('|', '\\|'),
  ]);
  const all = [['command', 'what it does'], ...rows];
  const widths = [0, 1].map((column) => Math.max(...all.map((row) => (row[column] ?? '').length)));
  const line = (cells: readonly string[]): string =>
    `| ${cells.map((cell, column) => cell.padEnd(widths[column] ?? 0)).join(' | ')} |\n`;
  const rule = line(widths.map((width) => '-'.repeat(width)));
  return [line(all[0] ?? []), rule, ...rows.map(line)].join('');
}

/** A page with the table in its place. */
export function withReference(page: string, program: Command): string {
  const [before, rest = ''] = page.split(START);
  const after = rest.slice(rest.indexOf(END));
  return `${before}${START}\n\n${referenceOf(program)}\n${after}`;
}

/** Every command that does something, by name; those behind a word behind it. */
function commandsOf(parent: Command): Command[] {
  return parent.commands
    .filter((command) => command.name() !== 'help')
    .toSorted((one, other) => (one.name() < other.name() ? -1 : 1))
    .flatMap((command) => (command.commands.length > 0 ? commandsOf(command) : [command]));
}

function usageOf(command: Command): string {
  const names = [command, ...ancestors(command)].map((one) => one.name()).toReversed();
  const given = command.usage();
  if (!given.startsWith('[options]'))
    return `${names.join(' ')} ${given.replace(/ ?\[options\]$/, '')}`.trim();
  // What commander makes itself leaves out which options are required.
  const required = command.options
    .filter(({ mandatory }) => mandatory)
    .map(({ flags }) => flags.replace(/^-\w, /, ''));
  return [...names, given.replace(/^\[options\] ?/, ''), ...required].filter((word) => word !== '').join(' ');
}

function ancestors(command: Command): Command[] {
  return command.parent ? [command.parent, ...ancestors(command.parent)] : [];
}
