import { hash, type X509Certificate } from 'node:crypto';
import { decodeBase64 } from '../transparency/base64.js';
import { openCheckpoint } from '../transparency/checkpoint.js';
import { instant } from '../transparency/leaf-forms.js';
import type { VerifierKey } from '../transparency/note-key.js';
import { parseTimestamp } from '../transparency/rfc3161.js';
import { checkSignature } from '../transparency/timestamp-signature.js';
import type { ExportTree } from './export-tree.js';
import { textMembers } from './json-file.js';
import { CannotCheck, NotValid, type VerifiedAnchor } from './outcome.js';

/** A checkpoint that somebody holds: `anchors/<n>` of an export. */
export interface AnchorFile {
  readonly kind: string;
  /** When it was handed over, as the operator says. */
  readonly at: string;
  /** The signed note. */
  readonly checkpoint: string;
  /** The answer of a time-stamping authority over the note, base64; null for other kinds. */
  readonly token: string | null;
}

/** A checkpoint that the caller holds: its signed note, where it is from, and the folder it was found in with others. */
export interface HeldNote {
  readonly note: string;
  readonly from: string;
  readonly folder: string | null;
}

/** A held checkpoint whose signature was checked; its root is compared when the tree is there. */
export interface OpenedAnchor extends VerifiedAnchor {
  readonly root: Buffer;
  /** Whether the caller brought it: then it has to be checked, or nothing can be said. */
  readonly isBrought: boolean;
}

/**
 * @param authorities certificates of time-stamping authorities; where there are any, one has to vouch for each time-stamp
 * @throws NotValid
 */
export function openAnchor(
  name: string,
  bytes: Buffer,
  origin: string,
  keys: readonly VerifierKey[],
  authorities: readonly X509Certificate[],
): OpenedAnchor {
  try {
    const members = textMembers(bytes, ['kind', 'at', 'checkpoint'], ['token']);
    const { kind, at, checkpoint: note, token }: AnchorFile = members;
    if (instant(at) !== null) throw new NotValid(`its time ${instant(at)}`);
    const { size, root } = openCheckpoint(note, origin, keys).checkpoint;
    const said = { size: Number(size), root, isBrought: false, from: `${name} (${kind})` };
    if (token === null) return { ...said, at, stamped: false, authority: null };
    const answer = decodeBase64(token);
    if (answer === null) throw new NotValid('its token is not base64');
    const stamp = parseTimestamp(answer);
    if (!stamp.imprint.equals(hash('sha256', note, 'buffer')))
      throw new NotValid('its time-stamp is of something else');
    const authority = authorities.length > 0 ? checkSignature(stamp, authorities) : null;
    return { ...said, at: stamp.at, stamped: true, authority };
  } catch (error) {
    const why = error instanceof Error ? error.message : 'malformed';
    throw new NotValid(`${name} is no anchor of this log: ${why}`, null, { cause: error });
  }
}

/**
 * The checkpoints of this log that the caller holds. A folder may have those of other logs as well, such as other tenants
 * and epochs: they are left out, unless there are no others.
 * @throws CannotCheck
 */
export function openHeld(
  held: readonly HeldNote[],
  origin: string,
  keys: readonly VerifierKey[],
): OpenedAnchor[] {
  const isOther = ({ note, folder }: HeldNote): boolean =>
    folder !== null && note.split('\n', 1)[0] !== origin;
  const mine = held.filter((one) => !isOther(one));
  for (const { folder } of held)
    if (folder !== null && !mine.some((one) => one.folder === folder))
      throw new CannotCheck(`${folder} holds no checkpoint of ${origin}`);
  return mine.map(({ note, from }) => {
    try {
      const { size, root } = openCheckpoint(note, origin, keys).checkpoint;
      return { size: Number(size), root, from, at: null, stamped: false, authority: null, isBrought: true };
    } catch (error) {
      const why = error instanceof Error ? error.message : 'malformed';
      throw new CannotCheck(`${from} holds no checkpoint of ${origin} under the given keys: ${why}`, {
        cause: error,
      });
    }
  });
}

/** The tree continues every held checkpoint. @throws NotValid, CannotCheck */
export function checkAnchors(
  tree: ExportTree,
  anchors: readonly OpenedAnchor[],
  firstPosition: number,
): void {
  for (const { size, root, from, isBrought } of anchors) {
    if (size > tree.size) {
      if (!isBrought) throw new NotValid(`${from} is of ${size} leaves, the export of ${tree.size}`);
      throw new CannotCheck(
        `${from} is of ${size} leaves, but the export is of an earlier tree of ${tree.size}: ask for one that is not ` +
          'older than the checkpoint. That there is none is a sign that the log was set back',
      );
    }
    const found = tree.rootAt(size);
    if (found === null)
      throw new CannotCheck(
        `the export lacks what ${from} (${size} leaves) is compared with: ask for the whole log`,
      );
    if (!found.equals(root))
      throw new NotValid(
        `${from} holds another history: at ${size} leaves its root is not the one of this export, so an event before ` +
          `position ${firstPosition + size} was changed after it was anchored`,
      );
  }
}

/** How far the clocks of the log and of an anchor may be apart, and how late a checkpoint may be anchored. */
export interface Tolerance {
  readonly seconds: number;
}

/**
 * Says for each leaf in order whether its time lies between those of the anchors around it: a leaf under an anchored
 * checkpoint was there by then, one after it came later.
 */
export class TimeBracket {
  private readonly tolerance: number;
  /** By size; each with the tightest of those from it on, and of those up to it. */
  private readonly bounds: readonly { size: number; before: Bound; after: Bound }[];
  /** How many of the bounds the newest leaf stands behind. */
  private passed = 0;

  constructor(anchors: readonly VerifiedAnchor[], { seconds }: Tolerance) {
    this.tolerance = seconds * 1000;
    const known = anchors
      .flatMap(({ size, at, from }) => (at === null ? [] : [{ size, at: Date.parse(at), from }]))
      .sort((one, other) => one.size - other.size);
    const before = tightest(known.toReversed(), (one, other) => one.at < other.at).reverse();
    const after = tightest(known, (one, other) => one.at > other.at);
    this.bounds = known.map((one, at) => ({
      size: one.size,
      before: before[at] ?? one,
      after: after[at] ?? one,
    }));
  }

  /** Takes leaves in the order of their indices. @throws NotValid with the position */
  check(index: number, createdAt: string, position: number): void {
    while ((this.bounds[this.passed]?.size ?? Infinity) <= index) this.passed += 1;
    const [behind, ahead] = [this.bounds[this.passed - 1]?.after, this.bounds[this.passed]?.before];
    if (!behind && !ahead) return;
    const at = Date.parse(createdAt);
    if (ahead && at > ahead.at + this.tolerance)
      throw new NotValid(`the event says ${createdAt}, but ${ahead.from} had it before that`, position);
    if (behind && at < behind.at - this.tolerance)
      throw new NotValid(`the event says ${createdAt}, but ${behind.from} did not have it by then`, position);
  }
}

interface Bound {
  readonly size: number;
  readonly at: number;
  readonly from: string;
}

/** For each the best of those up to it. */
function tightest(bounds: readonly Bound[], isBetter: (one: Bound, other: Bound) => boolean): Bound[] {
  let best: Bound | null = null;
  return bounds.map((one) => (best = best === null || isBetter(one, best) ? one : best));
}
