import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/** A parameter: text, or bytes in hex. */
export type SentValue = string | { readonly hex: string } | null;

/** A statement that was sent, with the parameters it had the first time, as the server reads them. */
export interface SentStatement {
  /** What its connection calls itself. */
  readonly application: string;
  readonly text: string;
  readonly values: readonly SentValue[];
}

/** The statements that all processes left in a folder, each text once. */
export function readStatements(folder: string): SentStatement[] {
  const lines = readdirSync(folder).flatMap((file) =>
    readFileSync(join(folder, file), 'utf8').split('\n').slice(0, -1),
  );
  const all = lines.map((line) => JSON.parse(line) as SentStatement);
  return [...new Map(all.map((statement) => [statement.text, statement])).values()];
}
