/** Schema of the partitions. No login of the service may use it: they reach partitions through the parent alone. */
export const SHARDS = 'shards';

const MAKES_SCHEMA = /^CREATE SCHEMA IF NOT EXISTS eventstore\b/;
const MAKES_TABLE = /\bCREATE TABLE (?:IF NOT EXISTS )?((?:eventstore|projections|integrations)\.\w+) \(/g;
// Strings and comments may hold parentheses of their own.
const PIECE = /--[^\n]*|'(?:[^']|'')*'|[()]/g;

/**
 * A statement text in which every table that has tenants is made with `count` partitions by hash of the tenant. The
 * names of partitions are random: a rebuild renames the parent and makes another one under the old name.
 */
export function partitioned(text: string, count: number): string {
  if (MAKES_SCHEMA.test(text)) return `${text};${shardsSchema()}`;
  let result = '';
  let done = 0;
  for (const match of text.matchAll(MAKES_TABLE)) {
    const end = closing(text, match.index + match[0].length);
    const columns = text.slice(match.index, end);
    if (!/\btenant\s+text\s+NOT NULL/.test(columns)) continue;
    result += `${text.slice(done, end)} PARTITION BY HASH (tenant);${shards(match[1] ?? '', count)}`;
    // A table in partitions has no storage of its own, and takes no parameters of it.
    done = end + (/^ WITH \([^)]*\)/.exec(text.slice(end))?.[0].length ?? 0);
  }
  return result + text.slice(done);
}

function shardsSchema(): string {
  return `CREATE SCHEMA IF NOT EXISTS ${SHARDS} AUTHORIZATION clearance_owner;
    GRANT USAGE, CREATE ON SCHEMA ${SHARDS} TO clearance_project`;
}

function shards(parent: string, count: number): string {
  const name = parent.slice(parent.indexOf('.') + 1);
  return `DO $shards$ BEGIN
    IF NOT EXISTS (SELECT FROM pg_catalog.pg_inherits WHERE inhparent = '${parent}'::regclass) THEN
      FOR remainder IN 0 .. ${count - 1} LOOP
        EXECUTE format('CREATE TABLE ${SHARDS}.%I PARTITION OF ${parent} FOR VALUES WITH (MODULUS ${count}, REMAINDER %s)',
          format('%s_%s_r%s', left('${name}', 40), left(md5(random()::text), 8), remainder), remainder);
      END LOOP;
    END IF;
  END $shards$`;
}

/** Behind the parenthesis that closes the one which ends before `start`. */
function closing(text: string, start: number): number {
  let depth = 1;
  PIECE.lastIndex = start;
  for (let piece = PIECE.exec(text); piece; piece = PIECE.exec(text)) {
    if (piece[0] === '(') depth += 1;
    if (piece[0] === ')') depth -= 1;
    if (depth === 0) return PIECE.lastIndex;
  }
  throw new Error(`no end of the table in ${text.slice(start - 80, start)}`);
}
