/** A full tile holds this many hashes, a full bundle this many entries; a tree of height 8. */
export const TILE_WIDTH = 256;
export const TILE_HEIGHT = 8;
const MAX_TILE_LEVEL = 63;

/** A path that names no tile and no entry bundle, or spells it differently than the one right way. */
export class MalformedTilePath extends Error {
  override readonly name = 'MalformedTilePath';
}

/** `width` hashes (1 to 256) at a tile level, from `index` * 256 on; each stands for 256^level leaves. */
export interface Tile {
  readonly level: number;
  readonly index: number;
  readonly width: number;
}

/** `width` entries (1 to 256) from `index` * 256 on. */
export interface Bundle {
  readonly index: number;
  readonly width: number;
}

// Safe integers have at most 16 digits, in groups of three with an x and a slash.
const MAX_PATH_LENGTH = 64;
const PATH = /^tile\/(0|[1-9][0-9]?|entries)\/((?:x[0-9]{3}\/)*[0-9]{3})(?:\.p\/([1-9][0-9]{0,2}))?$/;

function place(index: number, width: number): string {
  if (!Number.isSafeInteger(index) || index < 0)
    throw new MalformedTilePath(`No tile has the index ${index}.`);
  if (!Number.isInteger(width) || width < 1 || width > TILE_WIDTH) {
    throw new MalformedTilePath(`A tile is 1 to ${TILE_WIDTH} wide, not ${width}.`);
  }
  const digits = `${index}`;
  const padded = digits.padStart(Math.ceil(digits.length / 3) * 3, '0');
  const groups = padded.replaceAll(/[0-9]{3}(?=[0-9])/g, 'x$&/');
  return width === TILE_WIDTH ? groups : `${groups}.p/${width}`;
}

/**
 * The path of a hash tile (C2SP tlog-tiles, "Merkle Tree"), as in `tile/0/x001/067.p/12`.
 * @throws MalformedTilePath for a tile that cannot be.
 */
export function tilePath({ level, index, width }: Tile): string {
  if (!Number.isInteger(level) || level < 0 || level > MAX_TILE_LEVEL) {
    throw new MalformedTilePath(`Tiles have levels 0 to ${MAX_TILE_LEVEL}, not ${level}.`);
  }
  return `tile/${level}/${place(index, width)}`;
}

/**
 * The path of an entry bundle (C2SP tlog-tiles, "Log entries"), as in `tile/entries/x001/067`.
 * @throws MalformedTilePath for a bundle that cannot be.
 */
export function bundlePath({ index, width }: Bundle): string {
  return `tile/entries/${place(index, width)}`;
}

/** What a path names. */
export type TileName =
  { readonly kind: 'tile'; readonly tile: Tile } | { readonly kind: 'bundle'; readonly bundle: Bundle };

/**
 * Reads the path of a hash tile or of an entry bundle, without a leading slash.
 * @throws MalformedTilePath
 */
export function parseTilePath(path: string): TileName {
  const [, level, groups, partial] = (path.length <= MAX_PATH_LENGTH && PATH.exec(path)) || [];
  if (level === undefined || groups === undefined) throw new MalformedTilePath('The path names no tile.');
  const index = Number(groups.replaceAll(/[x/]/g, ''));
  const width = partial === undefined ? TILE_WIDTH : Number(partial);
  const name: TileName =
    level === 'entries'
      ? { kind: 'bundle', bundle: { index, width } }
      : { kind: 'tile', tile: { level: Number(level), index, width } };
  if ((name.kind === 'bundle' ? bundlePath(name.bundle) : tilePath(name.tile)) !== path) {
    throw new MalformedTilePath('The path is not the one right path of its tile.');
  }
  return name;
}
