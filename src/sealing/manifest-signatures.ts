import { setTimeout as delay } from 'node:timers/promises';
import { inTenant, type Sql, type TransactionSql } from '../database/connection.js';
import { type ExportManifest, formatManifest, parseManifest } from '../transparency/export-manifest.js';
import { type NoteSigner, signNote } from '../transparency/note-sign.js';
import type { TreeState } from './tree-rows.js';

const WAIT_MS = 10_000;
const LOOK_EVERY_MS = 25;

/** The sealer did not sign a manifest: it does not run, or it refused. */
export class NotSigned extends Error {
  override readonly name = 'NotSigned';
}

/**
 * Has the sealer sign a manifest, wherever it runs; gives the signed note.
 * @param append logged in as the append role, `read` as the read role. @throws NotSigned after 10 s
 */
export async function askSignature(
  append: Sql,
  read: Sql,
  tenant: string,
  id: string,
  manifest: ExportManifest,
): Promise<string> {
  await append`SELECT eventstore.ask_signature(${tenant}, ${id}::uuid, ${formatManifest(manifest)})`;
  for (const until = Date.now() + WAIT_MS; Date.now() < until; await delay(LOOK_EVERY_MS)) {
    const [answer] = await inTenant(
      read,
      tenant,
      'read',
      (sql) => sql<{ note: string | null; refused: string | null }[]>`
        SELECT note, refused FROM sealing.manifests WHERE tenant = ${tenant} AND id = ${id}::uuid`,
    );
    if (answer?.note) return answer.note;
    if (answer?.refused) throw new NotSigned(answer.refused);
  }
  throw new NotSigned('the sealer has not signed the manifest: does it run?');
}

/**
 * Signs what waits. Nothing but the manifest of a tree whose root is the one that the sealer published for its size.
 * @param signersOf gives the signers of a log; @param rootAt the root of a tree at a smaller size
 */
export async function signManifests(
  sql: TransactionSql,
  trees: readonly TreeState[],
  signersOf: (origin: string) => Promise<readonly NoteSigner[]>,
  rootAt: (tree: TreeState, size: number) => Promise<Buffer>,
): Promise<void> {
  const tenant = trees[0]?.tenant ?? '';
  const rows = await sql<{ id: string; manifest: string }[]>`
    SELECT id, manifest FROM sealing.manifests
    WHERE tenant = ${tenant} AND note IS NULL AND refused IS NULL LIMIT 20`;
  for (const { id, manifest } of rows) {
    const wrong = await whatIsWrong(manifest, trees, rootAt);
    const note =
      wrong === null ? await signNote(manifest, await signersOf(parseManifest(manifest).origin)) : null;
    await sql`
      UPDATE sealing.manifests SET note = ${note}, refused = ${wrong}
      WHERE tenant = ${tenant} AND id = ${id}::uuid`;
  }
  if (rows.length > 0)
    await sql`
      DELETE FROM sealing.manifests
      WHERE tenant = ${tenant} AND asked_at < clock_timestamp() - interval '1 hour'`;
}

async function whatIsWrong(
  text: string,
  trees: readonly TreeState[],
  rootAt: (tree: TreeState, size: number) => Promise<Buffer>,
): Promise<string | null> {
  try {
    const { origin, size, root } = parseManifest(text);
    const tree = trees.find((one) => one.origin === origin);
    if (!tree || size > tree.checkpointSize) return 'the manifest is of no published tree';
    return (await rootAt(tree, size)).toString('base64') === root ? null : 'the manifest has another root';
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
}
