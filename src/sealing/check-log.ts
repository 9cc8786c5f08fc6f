import type { TransactionSql } from '../database/connection.js';
import { sqlFile } from '../database/sql-file.js';
import { type LeafRow, leafOf } from '../eventstore/leaf-row.js';
import { verifyCommitment } from '../transparency/commitment.js';
import { LeafEncodingError, leafHash } from '../transparency/leaf.js';
import { HASH_BYTES } from '../transparency/rfc6962.js';
import { type Tile, TILE_WIDTH } from '../transparency/tile-path.js';
import { hashesAt, subtreeHash, widthAt } from '../transparency/tiles.js';
import type { ErasedBy } from './erasures.js';
import { readTiles, TileMissing } from './tree-reader.js';
import type { TreeState } from './tree-rows.js';

const CHECK_ROWS = sqlFile(import.meta.url, './sql/check-rows.sql');

/** What can be wrong with a log. */
const FINDING_KINDS = [
  'missing',
  'altered',
  'payload',
  'private_part',
  'beyond_head',
  'tile',
  'root',
  'checkpoint',
] as const;
export type FindingKind = (typeof FINDING_KINDS)[number];

/** Something that is not as it was sealed. `position` is the first one it is about, null for the tree as a whole. */
export interface Finding {
  readonly what: FindingKind;
  readonly position: number | null;
  readonly detail: string;
}

/** An event with what its commitments are to. */
export type CheckRow = LeafRow & {
  readonly payload: string;
  readonly payload_salt: Buffer;
  readonly private_body: string | null;
  readonly private_salt: Buffer | null;
};

/**
 * Compares the events of one tile of leaves (at most 256) with the tree they were sealed in: leaves made anew from the
 * columns, payloads and private parts against their commitments, and the tile against the one above it. Gives what is
 * wrong in order of position.
 */
export async function checkTile(
  sql: TransactionSql,
  state: TreeState,
  index: number,
  erasedBy: ErasedBy,
): Promise<Finding[]> {
  const width = widthAt(0, index, state.size);
  const first = state.firstPosition + index * TILE_WIDTH;
  const sealed = await readChain(sql, state, index);
  if (sealed instanceof TileMissing) return [{ what: 'tile', position: first, detail: sealed.message }];
  const rows = await readCheckRows(sql, state.tenant, first, first + width);
  const byPosition = new Map(rows.map((row) => [row.position, row]));
  const findings: Finding[] = sealed.isWhole
    ? []
    : [{ what: 'tile', position: first, detail: 'a stored tile is not what the tile above it says' }];
  for (let at = 0; at < width; at += 1) {
    const position = first + at;
    const row = byPosition.get(position);
    const leaf = sealed.hashes.subarray(at * HASH_BYTES, (at + 1) * HASH_BYTES);
    const found = row ? checkRow(state.origin, row, leaf, erasedBy) : gone();
    if (found) findings.push({ ...found, position });
  }
  return findings;
}

/** The events at the positions from `first` on, before `end`, that there are. */
export async function readCheckRows(
  sql: TransactionSql,
  tenant: string,
  first: number,
  end: number,
): Promise<CheckRow[]> {
  return await sql.unsafe<CheckRow[]>(CHECK_ROWS, [tenant, first, end], { prepare: true });
}

function gone(): Omit<Finding, 'position'> {
  return { what: 'missing', detail: 'the event was sealed and is gone' };
}

function checkRow(
  origin: string,
  row: CheckRow,
  sealed: Uint8Array,
  erasedBy: ErasedBy,
): Omit<Finding, 'position'> | null {
  if (!hashOf(origin, row)?.equals(sealed))
    return { what: 'altered', detail: 'the event is not the one that was sealed here' };
  if (!verifyCommitment(row.payload_salt, row.payload, row.payload_commitment))
    return { what: 'payload', detail: 'the payload or its salt was changed' };
  return checkPrivate(row, erasedBy);
}

function checkPrivate(row: CheckRow, erasedBy: ErasedBy): Omit<Finding, 'position'> | null {
  const { private_body: body, private_salt: salt, private_commitment: commitment } = row;
  const wrong = (detail: string) => ({ what: 'private_part', detail }) as const;
  if (commitment === null) return body === null ? null : wrong('a private part was added');
  if (body !== null && salt !== null)
    return verifyCommitment(salt, body, commitment)
      ? null
      : wrong('the private part or its salt was changed');
  return erasedBy(row.position) === null
    ? wrong('the private part is gone and no event says it was erased')
    : null;
}

function hashOf(origin: string, row: CheckRow): Buffer | null {
  try {
    return leafHash(leafOf(origin, row));
  } catch (error) {
    if (error instanceof LeafEncodingError) return null;
    throw error;
  }
}

/** The leaf hashes of a tile, and whether all tiles above agree with it up to the newest partial one. */
async function readChain(
  sql: TransactionSql,
  state: TreeState,
  index: number,
): Promise<{ hashes: Buffer; isWhole: boolean } | TileMissing> {
  const chain: Tile[] = [];
  for (
    let level = 0, at = index;
    hashesAt(level, state.size) > 0;
    level += 1, at = Math.floor(at / TILE_WIDTH)
  ) {
    const width = widthAt(level, at, state.size);
    if (width === 0) break;
    chain.push({ level, index: at, width });
    if (width < TILE_WIDTH) break;
  }
  try {
    const read = await readTiles(sql, state, chain);
    const bytes = chain.map(read);
    const isWhole = chain.slice(1).every((above, step) => {
      const below = chain[step];
      const from = ((below?.index ?? 0) - above.index * TILE_WIDTH) * HASH_BYTES;
      const said = bytes[step + 1]?.subarray(from, from + HASH_BYTES);
      return said?.equals(subtreeHash(split(bytes[step] ?? Buffer.alloc(0))));
    });
    return { hashes: bytes[0] ?? Buffer.alloc(0), isWhole };
  } catch (error) {
    if (error instanceof TileMissing) return error;
    throw error;
  }
}

function split(bytes: Buffer): Buffer[] {
  return Array.from({ length: bytes.length / HASH_BYTES }, (_, at) =>
    bytes.subarray(at * HASH_BYTES, (at + 1) * HASH_BYTES),
  );
}

/** How many tiles of leaves there are to check. */
export function tilesToCheck({ size }: TreeState): number {
  return Math.ceil(size / TILE_WIDTH);
}
