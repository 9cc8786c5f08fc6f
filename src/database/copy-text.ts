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

/** The columns of a line without its end, the first `count` of them where that is given. */
export function splitCopyLine(line: string, count?: number): (string | null)[] {
  const columns: (string | null)[] = line.split('\t', count);
  if (!line.includes('\\')) return columns;
  return columns.map((column) => (column === '\\N' || column === null ? null : unescaped(column)));
}

function unescaped(column: string): string {
  if (!column.includes('\\')) return column;
  return column.replace(/\\(.)/g, (_, letter: string) => PLAIN[letter] ?? letter);
}

const LINE_END = 0x0a;

/**
 * Cuts a stream of bytes into lines, in lists of what came together. A last line without its end is given too.
 * Each line is a string of its own: as part of a longer one, whatever is kept of it would keep all of that.
 */
export async function* linesOf(chunks: AsyncIterable<Buffer>): AsyncGenerator<string[]> {
  let rest: Buffer | null = null;
  for await (const chunk of chunks) {
    const bytes: Buffer = rest === null ? chunk : Buffer.concat([rest, chunk]);
    const lines: string[] = [];
    let from = 0;
    for (let end = bytes.indexOf(LINE_END); end >= 0; end = bytes.indexOf(LINE_END, from)) {
      lines.push(bytes.toString('utf8', from, end));
      from = end + 1;
    }
    rest = from === bytes.length ? null : bytes.subarray(from);
    if (lines.length > 0) yield lines;
  }
  if (rest !== null) yield [rest.toString('utf8')];
}
