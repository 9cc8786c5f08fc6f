import { mkdir, open, readFile, rename } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { type Checkpoint, openCheckpoint } from '../transparency/checkpoint.js';
import type { VerifierKey } from '../transparency/note-key.js';

/** A checkpoint of a log that somebody holds outside the database. */
export interface HeldCheckpoint {
  readonly checkpoint: Checkpoint;
  readonly note: string;
  /** Who holds it, in words. */
  readonly holder: string;
}

/** Of this process: two that keep a note at once each write a file of their own. */
let kept = 0;

/**
 * The newest checkpoint of each log that this machine has signed, in files beside the key. It is written before a
 * checkpoint is published, so a database that was set back is noticed even without an anchor.
 */
export class SignedByHere {
  constructor(private readonly folder: string) {}

  /** Null where this machine has signed nothing for the log. @throws MalformedNote and others for a file that was changed */
  async newest(origin: string, keys: readonly VerifierKey[]): Promise<HeldCheckpoint | null> {
    const path = this.pathOf(origin);
    const note = await readFile(path, 'utf8').catch((error: NodeJS.ErrnoException) => {
      if (error.code === 'ENOENT') return null;
      throw error;
    });
    if (note === null) return null;
    return { ...openCheckpoint(note, origin, keys), note, holder: path };
  }

  /** Keeps the note; durable when it resolves. */
  async keep(origin: string, note: string): Promise<void> {
    const path = this.pathOf(origin);
    await mkdir(dirname(path), { recursive: true, mode: 0o700 });
    const fresh = `${path}.${process.pid}-${(kept += 1)}.new`;
    const file = await open(fresh, 'w', 0o600);
    try {
      await file.writeFile(note);
      await file.sync();
    } finally {
      await file.close();
    }
    await rename(fresh, path);
  }

  private pathOf(origin: string): string {
    return join(this.folder, `${encodeURIComponent(origin)}.checkpoint`);
  }
}
