import { inTenant, type Sql, type TransactionSql } from '../../database/connection.js';
import { leafOf } from '../../eventstore/leaf-row.js';
import type { ExportManifest } from '../../transparency/export-manifest.js';
import { TAR_END, tarHeader, tarPadding } from '../../transparency/tar.js';
import { type Bundle, bundlePath, TILE_WIDTH, tilePath } from '../../transparency/tile-path.js';
import { encodeBundle, widthAt } from '../../transparency/tiles.js';
import { tilesBeforeLeaves } from '../../verifier/export-tree.js';
import { coveredBundles } from '../../verifier/leaf-walk.js';
import { type CheckRow, readCheckRows } from '../check-log.js';
import { type ErasedBy, readErasures } from '../erasures.js';
import { readTiles } from '../tree-reader.js';
import { anchorFiles } from './anchor-files.js';
import { erasureFiles } from './erasure-files.js';
import type { ExportPlan } from './plan.js';

const README = `An export of a log of Clearance. To check it you need the verifier (verify.mjs) and the log's key, both from
somebody you trust and not from here:

  node verify.mjs export.tar --key 'name+id+base64'

Compare it with checkpoints that are held elsewhere: --checkpoint. The format is described in docs/export-format.md.
`;

/** The manifest of a planned export, before it is signed. */
export function manifestOf(
  { tree, range, first, end, events }: ExportPlan,
  createdAt: string,
  root: Buffer,
): ExportManifest {
  return {
    origin: tree.origin,
    epoch: tree.epoch,
    first_position: tree.firstPosition,
    size: tree.checkpointSize,
    root: root.toString('base64'),
    from: first,
    to: end,
    from_time: range.from,
    to_time: range.to,
    project: range.project,
    events,
    created_at: createdAt,
  };
}

/**
 * The archive of an export, a piece at a time (docs/export-format.md): what a reader checks things against comes before
 * them. Reads one bundle of events after the other, each in a transaction of its own, so an export holds nothing up.
 */
export async function* writeExport(
  read: Sql,
  plan: ExportPlan,
  manifestNote: string,
): AsyncGenerator<Buffer> {
  const { tree, checkpoint } = plan;
  const size = tree.checkpointSize;
  const within = <T>(work: (sql: TransactionSql) => Promise<T>): Promise<T> =>
    inTenant(read, tree.tenant, 'read', work);
  yield* file('manifest', Buffer.from(manifestNote));
  yield* file('checkpoint', Buffer.from(checkpoint));
  yield* file('README.txt', Buffer.from(README));
  for (const tile of tilesBeforeLeaves(size)) {
    const bytes = await within(async (sql) => (await readTiles(sql, tree, [tile]))(tile));
    yield* file(tilePath(tile), bytes);
  }
  for (const { name, bytes } of await within((sql) => erasureFiles(sql, plan))) yield* file(name, bytes);
  const anchors = await within((sql) => anchorFiles(sql, plan));
  for (const { name, bytes } of anchors.files) yield* file(name, bytes);
  for (const index of anchors.leafTiles) {
    const tile = { level: 0, index, width: TILE_WIDTH };
    yield* file(tilePath(tile), await within(async (sql) => (await readTiles(sql, tree, [tile]))(tile)));
  }
  const { first, last } = coveredBundles({
    first_position: tree.firstPosition,
    size,
    from: plan.first,
    to: plan.end,
  });
  for (let index = first; index <= last; index += 1) {
    const bundle = { index, width: widthAt(0, index, size) };
    const { hashes, rows, erasedBy } = await within((sql) => readBundle(sql, plan, bundle));
    if (bundle.width === TILE_WIDTH) yield* file(tilePath({ level: 0, ...bundle }), hashes);
    yield* file(bundlePath(bundle), encodeBundle(rows.map((row) => leafOf(tree.origin, row))));
    const name = bundlePath({ index, width: TILE_WIDTH }).replace('tile/entries', 'disclosed');
    yield* file(name, disclosed(plan, rows, erasedBy));
  }
  yield TAR_END;
}

async function readBundle(
  sql: TransactionSql,
  { tree }: ExportPlan,
  bundle: Bundle,
): Promise<{ hashes: Buffer; rows: CheckRow[]; erasedBy: ErasedBy }> {
  const tile = { level: 0, ...bundle };
  const first = tree.firstPosition + bundle.index * TILE_WIDTH;
  return {
    hashes: (await readTiles(sql, tree, [tile]))(tile),
    rows: await readCheckRows(sql, tree.tenant, first, first + bundle.width),
    erasedBy: await readErasures(sql, tree.tenant),
  };
}

function disclosed({ first, end, range }: ExportPlan, rows: readonly CheckRow[], erasedBy: ErasedBy): Buffer {
  const lines = rows
    .filter(
      ({ position, project }) =>
        position >= first && position < end && (range.project ?? project) === project,
    )
    .map((row) => `${JSON.stringify(disclosureOf(row, erasedBy))}\n`);
  return Buffer.from(lines.join(''));
}

function disclosureOf(row: CheckRow, erasedBy: ErasedBy): object {
  const isGone = row.private_commitment !== null && row.private_body === null;
  return {
    position: row.position,
    payload: row.payload,
    payload_salt: row.payload_salt.toString('base64url'),
    private: row.private_body,
    private_salt: row.private_salt?.toString('base64url') ?? null,
    erased_by: isGone ? erasedBy(row.position) : null,
  };
}

function* file(name: string, bytes: Buffer): Generator<Buffer> {
  yield tarHeader({ name, size: bytes.length });
  if (bytes.length > 0) yield bytes;
  const padding = tarPadding(bytes.length);
  if (padding > 0) yield Buffer.alloc(padding);
}
