import { hash } from 'node:crypto';
import { openCheckpoint } from '../transparency/checkpoint.js';
import type { VerifierKey } from '../transparency/note-key.js';
import { parseTimestamp } from '../transparency/rfc3161.js';
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

/** A held checkpoint whose signature was checked; its root is compared when the tree is there. */
export interface OpenedAnchor extends VerifiedAnchor {
  readonly root: Buffer;
  /** Whether the caller brought it: then it has to be checked, or nothing can be said. */
  readonly isBrought: boolean;
}

/** @throws NotValid */
export function openAnchor(
  name: string,
  bytes: Buffer,
  origin: string,
  keys: readonly VerifierKey[],
): OpenedAnchor {
  try {
    const members = textMembers(bytes, ['kind', 'at', 'checkpoint'], ['token']);
    const { kind, at, checkpoint: note, token }: AnchorFile = members;
    if (Number.isNaN(Date.parse(at))) throw new NotValid('its time is none');
    const { size, root } = openCheckpoint(note, origin, keys).checkpoint;
    const said = { size: Number(size), root, isBrought: false, from: `${name} (${kind})` };
    if (token === null) return { ...said, at, stamped: false };
    const stamp = parseTimestamp(Buffer.from(token, 'base64'));
    if (!stamp.imprint.equals(hash('sha256', note, 'buffer')))
      throw new NotValid('its time-stamp is of something else');
    return { ...said, at: stamp.at, stamped: true };
  } catch (error) {
    const why = error instanceof Error ? error.message : 'malformed';
    throw new NotValid(`${name} is no anchor of this log: ${why}`, null, { cause: error });
  }
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
  private readonly bounds: readonly { size: number; at: number; from: string }[];
  private readonly tolerance: number;

  constructor(anchors: readonly VerifiedAnchor[], { seconds }: Tolerance) {
    this.tolerance = seconds * 1000;
    this.bounds = anchors
      .flatMap(({ size, at, from }) => (at === null ? [] : [{ size, at: Date.parse(at), from }]))
      .sort((one, other) => one.size - other.size);
  }

  /** @throws NotValid with the position */
  check(index: number, createdAt: string, position: number): void {
    const at = Date.parse(createdAt);
    for (const bound of this.bounds) {
      if (index < bound.size && at > bound.at + this.tolerance)
        throw new NotValid(`the event says ${createdAt}, but ${bound.from} had it before that`, position);
      if (index >= bound.size && at < bound.at - this.tolerance)
        throw new NotValid(
          `the event says ${createdAt}, but ${bound.from} did not have it by then`,
          position,
        );
    }
  }
}
