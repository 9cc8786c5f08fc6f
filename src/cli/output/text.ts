import { pad, textWidth } from './width.js';

/** An RFC 3339 time to the second. */
export function seconds(time: string): string;
export function seconds(time: string | null): string | null;
export function seconds(time: string | null): string | null {
  return time?.replace(/\.\d+(?=Z|[+-])/, '') ?? null;
}

/** `1 item`, `2 items`. */
export function count(number: number, singular: string, plural = `${singular}s`): string {
  return `${number} ${number === 1 ? singular : plural}`;
}

/** Lines of a name and what it is, the second ones below each other. */
export function pairs(rows: readonly (readonly [string, string])[]): string {
  const width = Math.max(...rows.map(([name]) => textWidth(name)));
  return rows.map(([name, value]) => `${pad(name, width)}  ${value}`.trimEnd() + '\n').join('');
}

/** The lines of a text behind a margin. */
export function indent(text: string, margin: string): string {
  return text
    .split('\n')
    .map((line) => `${margin}${line}`.trimEnd() + '\n')
    .join('');
}
