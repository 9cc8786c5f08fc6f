import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createWriteStream, statSync } from 'node:fs';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { text } from 'node:stream/consumers';
import { fill, openLog, openSealer, ORIGIN, TENANT } from './log/open-log.mjs';
import { built, ROOT } from './support/dist.mjs';
import { withServer } from './support/server.mjs';

const VERIFIER = join(ROOT, 'dist', 'verify.mjs');
/** Threads of Node that could help: the figure is of one core, as near as one can say. */
const ONE_CORE = ['--single-threaded-gc', '--v8-pool-size=0'];

/** The offline verifier on the whole log of so many events: time, CPU and memory; sealing and exporting it before. */
export default async function verify({ events, rounds, say }) {
  return await withServer(async (server) => {
    const log = await openLog(server);
    await fill(log.store, events, say);
    const { sealer, keys } = await openSealer(log.database.seal, server.dataDir);
    say('sealing ...');
    const sealed = await timed(async () => {
      while ((await sealer.turn(TENANT)).more);
    });
    say('exporting ...');
    const file = join(server.dataDir, 'export.tar');
    const exported = await timed(() => exportTo(file, log, sealer));
    await log.close();
    const [key] = await keys.verifierKeysOf(ORIGIN);
    const runs = [];
    for (let round = 1; round <= rounds; round += 1) {
      say(`verifying, ${round} of ${rounds} ...`);
      runs.push(await verified(file, key));
    }
    const worst = (name) => Math.max(...runs.map((run) => run[name]));
    const { size: bytes } = statSync(file);
    return {
      settings: { events, rounds, postgres: server.version },
      tables: [
        {
          title: `One log of ${events.toLocaleString('en')} events, the worst of the rounds`,
          columns: ['', 'measured', 'wanted for 1,000,000'],
          rows: [
            ['verifying, s', worst('seconds'), '< 60'],
            ['verifying, s of CPU', worst('cpu'), '< 60'],
            ['verifying, us of CPU an event', (worst('cpu') * 1e6) / events, ''],
            ['verifying, MiB at most', worst('peak'), '< 300'],
            ['sealing before, events/s', events / sealed, ''],
            ['exporting before, events/s', events / exported, ''],
            ['the export, bytes an event', bytes / events, ''],
          ],
        },
      ],
    };
  });
}

async function exportTo(file, { database: { append, read } }, sealer) {
  const { inTenant } = await built('database/connection.js');
  const { uuidv7 } = await built('eventstore/random.js');
  const { planExport } = await built('sealing/export/plan.js');
  const { manifestOf, writeExport } = await built('sealing/export/write-export.js');
  const { askSignature } = await built('sealing/manifest-signatures.js');
  const range = { epoch: null, project: null, from: null, to: null };
  const plan = await inTenant(read, TENANT, 'read', (sql) => planExport(sql, TENANT, range));
  const manifest = manifestOf(plan, '2026-01-01T00:00:00.000000Z', plan.tree.root);
  const signed = new AbortController();
  const asked = askSignature(append, read, TENANT, uuidv7(), manifest).finally(() => signed.abort());
  while (!signed.signal.aborted) await sealer.turn(TENANT);
  const note = await asked;
  const archive = Readable.from(writeExport(read, plan, note), { objectMode: false });
  await pipeline(archive, createWriteStream(file));
}

async function verified(file, key) {
  const script = `
    process.argv.splice(1, 0, ${JSON.stringify(VERIFIER)});
    const began = performance.now();
    process.once('exit', () => {
      const { user, system } = process.cpuUsage();
      const peak = process.resourceUsage().maxRSS / 1024;
      console.error(JSON.stringify({ seconds: (performance.now() - began) / 1e3, cpu: (user + system) / 1e6, peak }));
    });
    await import(${JSON.stringify(VERIFIER)});`;
  const args = [...ONE_CORE, '--input-type=module', '-e', script, '--', file, '--key', key];
  const child = spawn(process.execPath, args, { stdio: ['ignore', 'ignore', 'pipe'] });
  const [said, [status]] = await Promise.all([text(child.stderr), once(child, 'close')]);
  if (status !== 0) throw new Error(`the verifier ended with ${status}: ${said}`);
  return JSON.parse(said.trim().split('\n').at(-1));
}

async function timed(work) {
  const began = performance.now();
  await work();
  return (performance.now() - began) / 1_000;
}
