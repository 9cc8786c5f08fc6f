import { inTenant } from '../../src/database/connection.js';
import { uuidv7 } from '../../src/eventstore/random.js';
import { type ExportRange, planExport } from '../../src/sealing/export/plan.js';
import { manifestOf, writeExport } from '../../src/sealing/export/write-export.js';
import { askSignature } from '../../src/sealing/manifest-signatures.js';
import { parseCheckpoint } from '../../src/transparency/checkpoint.js';
import { parseNote } from '../../src/transparency/note.js';
import { TAR_BLOCK, TAR_END, parseTarHeader, tarHeader, tarPadding } from '../../src/transparency/tar.js';
import { runVerifier } from '../../src/verifier/run.js';
import { ORIGIN, type SealingScene, TENANT } from '../sealing/scene.js';

export const WHOLE: ExportRange = { epoch: null, project: null, from: null, to: null };

/** An export as bytes. */
export async function exported(s: SealingScene, range: Partial<ExportRange> = {}): Promise<Buffer> {
  const { append, read } = s.db.database;
  const plan = await inTenant(read, TENANT, 'read', (sql) => planExport(sql, TENANT, { ...WHOLE, ...range }));
  if (!plan) throw new Error('nothing to export');
  const { root } = parseCheckpoint(parseNote(plan.checkpoint).text);
  const manifest = manifestOf(plan, '2026-01-01T00:00:00.000000Z', root);
  const signed = new AbortController();
  const asked = askSignature(append, read, TENANT, uuidv7(), manifest).finally(() => signed.abort());
  while (!signed.signal.aborted) await s.sealer.turn(TENANT);
  const note = await asked;
  const pieces: Buffer[] = [];
  for await (const piece of writeExport(read, plan, note)) pieces.push(piece);
  return Buffer.concat(pieces);
}

export interface Told {
  readonly code: number;
  readonly said: string;
}

/** What the verifier says of these bytes. */
export async function verified(s: SealingScene, archive: Buffer, ...args: string[]): Promise<Told> {
  const [key = ''] = await s.keys.verifierKeysOf(ORIGIN);
  return await verifiedWith(archive, '--key', key, ...args);
}

export async function verifiedWith(archive: Buffer, ...args: string[]): Promise<Told> {
  let said = '';
  const say = (text: string): void => {
    said += text;
  };
  // In pieces of an odd size, as a stream may come.
  async function* pieces(): AsyncGenerator<Buffer> {
    for (let at = 0; at < archive.length; at += 70_001) yield archive.subarray(at, at + 70_001);
  }
  const code = await runVerifier(['-', ...args], { out: say, err: say, stdin: pieces() });
  return { code, said };
}

export type Files = { name: string; bytes: Buffer }[];

export function unpacked(archive: Buffer): Files {
  const files: Files = [];
  for (let at = 0; ;) {
    const header = parseTarHeader(archive.subarray(at, at + TAR_BLOCK));
    if (header === null) return files;
    at += TAR_BLOCK;
    files.push({ name: header.name, bytes: archive.subarray(at, at + header.size) });
    at += header.size + tarPadding(header.size);
  }
}

export function packed(files: Files): Buffer {
  const blocks = files.flatMap(({ name, bytes }) => [
    tarHeader({ name, size: bytes.length }),
    bytes,
    Buffer.alloc(tarPadding(bytes.length)),
  ]);
  return Buffer.concat([...blocks, TAR_END]);
}

/** The archive with one file changed; null takes it away. */
export function changed(archive: Buffer, name: string, change: (bytes: Buffer) => Buffer | null): Buffer {
  const files = unpacked(archive);
  if (!files.some((file) => file.name === name)) throw new Error(`there is no ${name}`);
  return packed(
    files.flatMap((file) => {
      if (file.name !== name) return [file];
      const bytes = change(Buffer.from(file.bytes));
      return bytes === null ? [] : [{ name, bytes }];
    }),
  );
}
