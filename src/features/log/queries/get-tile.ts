import { type IQueryHandler, Query, QueryHandler } from '@nestjs/cqrs';
import type { TransactionSql } from '../../../database/connection.js';
import { leafOf } from '../../../eventstore/leaf-row.js';
import { Refusal } from '../../../eventstore/refusal.js';
import { readTiles } from '../../../sealing/tree-reader.js';
import { readLeafRows, type TreeState } from '../../../sealing/tree-rows.js';
import {
  MalformedTilePath,
  parseTilePath,
  TILE_WIDTH,
  type TileName,
} from '../../../transparency/tile-path.js';
import { encodeBundle, widthAt } from '../../../transparency/tiles.js';
import { LogTrees } from './log-trees.js';

/** A tile or an entry bundle: its bytes never change once it is full. */
export interface TileBytes {
  readonly bytes: Buffer;
  readonly isFull: boolean;
}

/** A tile of the published tree by its path (C2SP tlog-tiles), `tile/…`. Refuses (not_found) what is not in it. */
export class GetTile extends Query<TileBytes> {
  constructor(
    readonly tenant: string,
    readonly epoch: number | null,
    readonly path: string,
  ) {
    super();
  }
}

@QueryHandler(GetTile)
export class GetTileHandler implements IQueryHandler<GetTile> {
  constructor(private readonly trees: LogTrees) {}

  async execute({ tenant, epoch, path }: GetTile): Promise<TileBytes> {
    const name = nameOf(path);
    return await this.trees.within(tenant, epoch, async (sql, tree) => {
      const [level, { index, width }] =
        name.kind === 'tile' ? [name.tile.level, name.tile] : [0, name.bundle];
      if (widthAt(level, index, tree.checkpointSize) < width) throw notThere(path);
      const bytes = await this.read(sql, tree, name);
      return { bytes, isFull: width === TILE_WIDTH };
    });
  }

  private async read(sql: TransactionSql, tree: TreeState, name: TileName): Promise<Buffer> {
    if (name.kind === 'tile') return (await readTiles(sql, tree, [name.tile]))(name.tile);
    const first = tree.firstPosition + name.bundle.index * TILE_WIDTH;
    const rows = await readLeafRows(sql, tree.tenant, first, first + name.bundle.width);
    return encodeBundle(rows.map((row) => leafOf(tree.origin, row)));
  }
}

function nameOf(path: string): TileName {
  try {
    return parseTilePath(path);
  } catch (error) {
    if (error instanceof MalformedTilePath) throw notThere(path);
    throw error;
  }
}

function notThere(path: string): Refusal {
  return new Refusal('not_found', `the tree has no ${path} yet, or no tile can have that name`);
}
