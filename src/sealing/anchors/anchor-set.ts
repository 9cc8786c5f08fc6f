import { openCheckpoint } from '../../transparency/checkpoint.js';
import type { VerifierKey } from '../../transparency/note-key.js';
import type { HeldCheckpoint } from '../held-checkpoint.js';
import { SealingHalted } from '../sealing-halted.js';
import { HeldElsewhere } from '../sealer.js';
import type { Anchor } from './anchor.js';

/** The anchors of this installation, as those who hold checkpoints elsewhere. */
export class AnchorSet extends HeldElsewhere {
  constructor(readonly anchors: readonly Anchor[]) {
    super();
  }

  /**
   * Asks every anchor that can be asked; one that does not answer stops the signing, since it may hold more than the
   * database has. What it holds under no known key is refused as well: another key has anchored this log.
   */
  override async newest(origin: string, keys: readonly VerifierKey[]): Promise<HeldCheckpoint[]> {
    const held = await Promise.all(
      this.anchors.map(async (anchor) => ({ anchor, note: await anchor.newest(origin) })),
    );
    return held.flatMap(({ anchor, note }) =>
      note === null ? [] : [opened(note, `the anchor "${anchor.name}"`, origin, keys)],
    );
  }
}

function opened(note: string, holder: string, origin: string, keys: readonly VerifierKey[]): HeldCheckpoint {
  try {
    return { ...openCheckpoint(note, origin, keys), note, holder };
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    throw new SealingHalted(
      'unknown_signer',
      `${holder} holds a checkpoint of ${origin} that no key in the key file has signed (${why}): put the key back`,
      null,
      { cause: error },
    );
  }
}
