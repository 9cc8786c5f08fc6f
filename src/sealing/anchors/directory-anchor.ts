import { mkdir, open, readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { Anchor, AnchorFailed, fileNameOf, type Handover } from './anchor.js';

const DIGITS = 16;
const FILE = /^\d{16}\.checkpoint$/;

/** A folder, such as a mounted write-once store: a file for each checkpoint, never written twice. */
export class DirectoryAnchor extends Anchor {
  override readonly name = 'directory';
  override readonly kind = 'directory';

  constructor(private readonly folder: string) {
    super();
  }

  override async put({ origin, size, note }: Handover): Promise<null> {
    const folder = join(this.folder, fileNameOf(origin));
    await mkdir(folder, { recursive: true });
    const path = join(folder, `${`${size}`.padStart(DIGITS, '0')}.checkpoint`);
    try {
      const file = await open(path, 'wx', 0o444);
      try {
        await file.writeFile(note);
        await file.sync();
      } finally {
        await file.close();
      }
    } catch (error) {
      if (!(error instanceof Error && 'code' in error && error.code === 'EEXIST')) throw error;
      // Other keys may have signed it, but what they signed has to be the same.
      if (signedText(await readFile(path, 'utf8')) !== signedText(note))
        throw new AnchorFailed(`${path} holds another checkpoint of the same size`, { cause: error });
    }
    return null;
  }

  override async newest(origin: string): Promise<string | null> {
    const folder = join(this.folder, fileNameOf(origin));
    await readdir(this.folder);
    const names = await readdir(folder).catch((error: NodeJS.ErrnoException) => {
      if (error.code === 'ENOENT') return [];
      throw error;
    });
    const last = names
      .filter((name) => FILE.test(name))
      .sort()
      .at(-1);
    return last === undefined ? null : await readFile(join(folder, last), 'utf8');
  }
}

function signedText(note: string): string {
  return note.slice(0, note.lastIndexOf('\n\n') + 1);
}
