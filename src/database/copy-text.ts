// The text format of COPY: a line a row, tabs between columns, \N for null, a backslash before what would be read as such
// (https://www.postgresql.org/docs/current/sql-copy.html).

type Value = string | number | boolean | null;

const TO_ESCAPE = /[\\\b\f\n\r\t\v]/g;
const ESCAPED: Readonly<Record<string, string>> = {
  '\\': '\\\\',
  '\b': '\\b',
  '\f': '\\f',
  '\n': '\\n',
  '\r': '\\r',
  '\t': '\\t',
  '\v': '\\v',
};
const PLAIN: Readonly<Record<string, string>> = { b: '\b', f: '\f', n: '\n', r: '\r', t: '\t', v: '\v' };

/** A row as a line, with its end. */
export function copyLine(values: readonly Value[]): string {
  let line = '';
  for (const [index, value] of values.entries()) {
    if (index > 0) line += '\t';
    if (value === null) line += '\\N';
    else if (typeof value === 'boolean') line += value ? 't' : 'f';
    else
      line +=
        typeof value === 'number' ? value : value.replace(TO_ESCAPE, (found) => ESCAPED[found] ?? found);
  }
  return `${line}\n`;
}

/** The columns of a line without its end. */
export function splitCopyLine(line: string): (string | null)[] {
  const columns: (string | null)[] = line.split('\t');
  if (!line.includes('\\')) return columns;
  return columns.map((column) => (column === '\\N' || column === null ? null : unescaped(column)));
}

function unescaped(column: string): string {
  if (!column.includes('\\')) return column;
  return column.replace(/\\(.)/g, (_, letter: string) => PLAIN[letter] ?? letter);
}

/** Cuts a stream of bytes into lines, in lists of what came together. A last line without its end is given too. */
export async function* linesOf(chunks: AsyncIterable<Buffer>): AsyncGenerator<string[]> {
  const decoder = new TextDecoder();
  let rest = '';
  for await (const chunk of chunks) {
    const lines = (rest + decoder.decode(chunk, { stream: true })).split('\n');
    rest = lines.pop() ?? '';
    if (lines.length > 0) yield lines;
  }
  if (rest !== '') yield [rest];
}
