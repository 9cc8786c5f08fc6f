import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createWriteStream, statSync } from 'node:fs';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { fileURLToPath } from 'node:url';
import { inTenant } from '../../dist/database/connection.js';
import { uuidv7 } from '../../dist/eventstore/random.js';
import { AnchorSet } from '../../dist/sealing/anchors/anchor-set.js';
import { planExport } from '../../dist/sealing/export/plan.js';
import { manifestOf, writeExport } from '../../dist/sealing/export/write-export.js';
import { SignedByHere } from '../../dist/sealing/held-checkpoint.js';
import { askSignature } from '../../dist/sealing/manifest-signatures.js';
import { Sealer } from '../../dist/sealing/sealer.js';
import { SigningKeys } from '../../dist/sealing/signing-keys.js';
import { appendOne, openBench, option, ORIGIN, TENANT } from './database.mjs';

// How fast the offline verifier is and how much memory it takes, on an export of so many events:
//   npm run build && node bench/log/verify.mjs [--events=20000]
// For the figures of the runbook: --events=1000000 on a quiet machine.

const events = option('events', 20_000);
const VERIFIER = fileURLToPath(new URL('../../dist/verify.mjs', import.meta.url));
const bench = await openBench();
try {
  const keys = new SigningKeys(join(bench.folder, 'log-key'));
  const sealer = new Sealer({
    sql: bench.database.seal,
    keys,
    signedHere: new SignedByHere(join(bench.folder, 'log-signed')),
    elsewhere: new AnchorSet([]),
    notices: { keysSign: async () => undefined, published: () => undefined },
  });
  for (let left = events; left > 0; left -= 1_600)
    await Promise.all(
      Array.from({ length: Math.min(8, Math.ceil(left / 200)) }, (_, at) =>
        appendOne(bench.store, Math.min(200, left - at * 200)),
      ),
    );
  const sealing = performance.now();
  while ((await sealer.turn(TENANT)).more);
  const sealedMs = performance.now() - sealing;

  const { append, read } = bench.database;
  const range = { epoch: null, project: null, from: null, to: null };
  const plan = await inTenant(read, TENANT, 'read', (sql) => planExport(sql, TENANT, range));
  const manifest = manifestOf(plan, '2026-01-01T00:00:00.000000Z', plan.tree.root);
  const [note] = await Promise.all([askSignature(append, read, TENANT, uuidv7(), manifest), signing(sealer)]);
  const file = join(bench.folder, 'export.tar');
  const exporting = performance.now();
  await pipeline(
    Readable.from(writeExport(read, plan, note), { objectMode: false }),
    createWriteStream(file),
  );
  const exportedMs = performance.now() - exporting;

  const [key] = await keys.verifierKeysOf(ORIGIN);
  const script = `
    const began = performance.now();
    process.argv.splice(1, 0, ${JSON.stringify(VERIFIER)});
    await import(${JSON.stringify(VERIFIER)});
    process.once('exit', () => console.error(JSON.stringify({
      seconds: (performance.now() - began) / 1000, peak_mib: process.resourceUsage().maxRSS / 1024 })));`;
  const child = spawn(process.execPath, ['--input-type=module', '-e', script, '--', file, '--key', key], {
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  let said = '';
  child.stderr.on('data', (chunk) => {
    said += chunk;
  });
  const [status] = await once(child, 'close');
  console.log(
    JSON.stringify({
      events,
      seal_per_s: Math.round((events / sealedMs) * 1_000),
      export_per_s: Math.round((events / exportedMs) * 1_000),
      export_bytes_per_event: Math.round(statSync(file).size / events),
      verify_status: status,
      ...JSON.parse(said.trim().split('\n').at(-1) ?? '{}'),
    }),
  );
} finally {
  await bench.close();
}

async function signing(sealer) {
  for (let turn = 0; turn < 20; turn += 1) await sealer.turn(TENANT);
}
