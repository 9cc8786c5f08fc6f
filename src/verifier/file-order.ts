import { type Tile, tilePath } from '../transparency/tile-path.js';
import { NotValid } from './outcome.js';

/** Where a file stands: what it is compared with comes before it. Those of one rank have an order of their own. */
const RANKS: readonly (readonly [rank: number, names: RegExp])[] = [
  [1, /^checkpoint$/],
  [2, /^README\.txt$/],
  [3, /^tile\/(?:[1-9][0-9]?\/|0\/[^.]*\.p\/)/],
  [4, /^erasures\/(?:0|[1-9][0-9]{0,15})$/],
  [5, /^anchors\/(?:0|[1-9][0-9]{0,8})$/],
  [6, /^(?:tile|disclosed)\//],
];

/**
 * Holds an export to the order of its files, each once (docs/export-format.md). Tiles of leaves and what comes with them
 * are up to `LeafWalk`.
 */
export class FileOrder {
  private rank = 0;
  /** Tiles above the leaves that have still to come. */
  private readonly above: Iterator<Tile>;
  private lastErasure = -1;
  private anchors = 0;

  /** @param above the tiles that come before the leaves, in their order */
  constructor(above: Iterable<Tile>) {
    this.above = above[Symbol.iterator]();
  }

  /** @throws NotValid for a file that none has, is out of order, or was there before */
  take(name: string): void {
    const [rank] = RANKS.find(([, names]) => names.test(name)) ?? [];
    if (rank === undefined) throw new NotValid(`the export holds a file that none has: ${name}`);
    const isFirst = rank > this.rank;
    if (rank < this.rank || (rank < 3 && !isFirst))
      throw new NotValid(`${name} is out of order, or there twice`);
    this.rank = rank;
    if (rank === 3) this.tileAbove(name);
    if (rank === 4) this.erasure(name, Number(name.slice('erasures/'.length)));
    if (rank === 5 && name !== `anchors/${this.anchors++}`) throw new NotValid(`${name} is out of order`);
  }

  private tileAbove(name: string): void {
    const { value } = this.above.next() as { value?: Tile };
    const wanted = value && tilePath(value);
    if (name !== wanted) throw new NotValid(`there is ${name} where ${wanted ?? 'another file'} has to be`);
  }

  private erasure(name: string, position: number): void {
    if (position <= this.lastErasure) throw new NotValid(`${name} is out of order, or there twice`);
    this.lastErasure = position;
  }
}
