import { type View } from '../output/print.js';
import { pairs, seconds } from '../output/text.js';
import { plain } from '../output/width.js';
import type { Operation } from './operation.js';
import type { RouteSpec } from './route-spec.js';

/** Columns of a table where nobody has chosen them. */
const TABLE_COLUMNS = 6;
const TIME = /^\d{4}-\d\d-\d\dT[\d:.]+Z$/;

/** How rows are shown that nobody has made a view for: a column for each member that the API describes. */
export function autoView({ answer }: Operation, { table, words, cells = {} }: RouteSpec): View<unknown> {
  const columns = 'columns' in answer ? answer.columns : [];
  const shown = table ?? columns.slice(0, TABLE_COLUMNS);
  if (columns.length === 0)
    return {
      plural: words,
      table: [{ title: 'NAME', value: cell }],
      csv: [{ name: 'name', value: cell }],
    };
  return {
    plural: words,
    table: shown.map((path, index) => ({
      title: path.replaceAll(/[._]/g, ' ').toUpperCase(),
      value: (row) => inTable(cells[path]?.(row) ?? cell(member(row, path))),
      isFlexible: index > 0,
      isOptional: index > 1,
    })),
    csv: columns.map((path) => ({
      name: path.replaceAll('.', '_'),
      value: (row) => cell(member(row, path)),
    })),
  };
}

/** Something in lines of a name and a value, one for each member that is there. */
export function inWords(value: unknown): string {
  const lines = [...leaves(value, '')];
  return lines.length === 0 ? '' : pairs(lines.map(([name, text]) => [name, plain(inTable(text))]));
}

function* leaves(value: unknown, prefix: string): Generator<[string, string]> {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    const text = cell(value);
    if (text !== '') yield [prefix === '' ? 'Value' : prefix, text];
    return;
  }
  for (const [name, inner] of Object.entries(value))
    yield* leaves(inner, `${prefix}${prefix === '' ? '' : ' '}${name.replaceAll('_', ' ')}`);
}

function member(row: unknown, path: string): unknown {
  return path
    .split('.')
    .reduce<unknown>((node, name) => (node as Record<string, unknown> | null | undefined)?.[name], row);
}

/** A value in one cell: texts as they are, lists of texts with spaces between, anything else as JSON. */
function cell(value: unknown): string {
  if (value === null || value === undefined) return '';
  if (typeof value === 'string') return value;
  if (Array.isArray(value) && value.every((one) => typeof one !== 'object')) return value.join(' ');
  return JSON.stringify(value);
}

function inTable(text: string): string {
  return TIME.test(text) ? seconds(text) : text;
}
