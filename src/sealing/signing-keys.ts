import { readFile, rename, rm, stat, writeFile } from 'node:fs/promises';
import { generateSignerKey, type NoteSigner, parseSignerSeed, signerOf } from '../transparency/note-sign.js';
import { formatVerifierKey, InvalidKey } from '../transparency/note-key.js';
import { keptSecret } from '../database/secret-file.js';

/** The file of signing keys cannot be used; the message names it and never repeats what it holds. */
export class SigningKeyUnusable extends Error {
  override readonly name = 'SigningKeyUnusable';
}

/** The name under which keys stand in the file; they sign under the name of each log. */
const NAME_IN_FILE = 'clearance-log';

/**
 * The sealer's Ed25519 keys: a file of mode 0600 with a signer key a line, the newest first, made at the first start.
 * All of them sign, so that a rotation overlaps: a second line is put in front, and the old one goes when auditors
 * know the new one. The file is read again when it changes. The keys are never in the database.
 */
export class SigningKeys {
  private seeds: readonly Buffer[] = [];
  private changedAt = -1;

  constructor(readonly path: string) {}

  /** The signers of a log, the newest key first. @throws SigningKeyUnusable */
  async signersOf(origin: string): Promise<NoteSigner[]> {
    await this.refresh();
    return this.seeds.map((seed) => signerOf(origin, seed));
  }

  /** The public keys of a log, as auditors are given them. @throws SigningKeyUnusable */
  async verifierKeysOf(origin: string): Promise<string[]> {
    return (await this.signersOf(origin)).map(({ key }) => formatVerifierKey(key));
  }

  /** The public keys under no name, base64. @throws SigningKeyUnusable */
  async publicKeys(): Promise<string[]> {
    return (await this.signersOf(NAME_IN_FILE)).map(({ key }) => key.bytes.toString('base64'));
  }

  /** Puts a fresh key in front of the others: old and new sign side by side from the next checkpoint on. */
  async rotate(): Promise<void> {
    await this.refresh();
    const lines = await this.lines();
    await this.write([generateSignerKey(NAME_IN_FILE), ...lines]);
  }

  /** Ends an overlap: only the newest key is left. @throws SigningKeyUnusable where there is just one. */
  async retireOld(): Promise<void> {
    const [newest, ...old] = await this.lines();
    if (newest === undefined || old.length === 0)
      throw new SigningKeyUnusable(`${this.path} holds one key: there is no older one to retire`);
    await this.write([newest]);
  }

  private async refresh(): Promise<void> {
    const found = await stat(this.path).catch(() => null);
    if (found === null) await keptSecret(this.path, () => generateSignerKey(NAME_IN_FILE));
    else if (found.mtimeMs === this.changedAt) return;
    const { mtimeMs, mode } = await stat(this.path);
    if ((mode & 0o077) !== 0)
      throw new SigningKeyUnusable(`${this.path} can be read by others: chmod 600, and rotate the key`);
    this.seeds = (await this.lines()).map((line) => this.seedOf(line));
    if (this.seeds.length === 0) throw new SigningKeyUnusable(`${this.path} holds no key`);
    this.changedAt = mtimeMs;
  }

  private seedOf(line: string): Buffer {
    try {
      return parseSignerSeed(line).seed;
    } catch (error) {
      if (!(error instanceof InvalidKey)) throw error;
      throw new SigningKeyUnusable(
        `${this.path} does not hold the keys that were written to it (${error.message}). Restore it from a backup`,
      );
    }
  }

  private async lines(): Promise<string[]> {
    const text = await readFile(this.path, 'utf8').catch((error: unknown) => {
      throw new SigningKeyUnusable(`${this.path} cannot be read: ${String(error)}`);
    });
    return text.split('\n').filter((line) => line.trim() !== '');
  }

  private async write(lines: readonly string[]): Promise<void> {
    const fresh = `${this.path}.new`;
    await rm(fresh, { force: true });
    await writeFile(fresh, `${lines.join('\n')}\n`, { mode: 0o600, flag: 'wx', flush: true });
    await rename(fresh, this.path);
  }
}
