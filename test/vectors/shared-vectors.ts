import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';

/** A folder of published test vectors. They are kept beside the repository, not in it, so it may be absent. */
export class SharedVectors {
  readonly absent: boolean;
  /** For the suite's title: says why it is skipped, when it is. */
  readonly note: string;
  private readonly directory: string;

  constructor(folder: string) {
    this.directory = fileURLToPath(new URL(`../../../shared/vectors/${folder}`, import.meta.url));
    this.absent = !existsSync(this.directory);
    this.note = this.absent ? ` (skipped: there is no ../shared/vectors/${folder})` : '';
  }

  read(path: string): Buffer {
    return readFileSync(join(this.directory, path));
  }

  /** The paths of all files, relative to the folder, sorted; none when it is absent. */
  list(): string[] {
    if (this.absent) return [];
    const entries = readdirSync(this.directory, { recursive: true, withFileTypes: true });
    const files = entries.filter((entry) => entry.isFile());
    return files.map((file) => relative(this.directory, join(file.parentPath, file.name))).sort();
  }
}
