import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { text } from 'node:stream/consumers';
import { fileURLToPath } from 'node:url';
import { peer } from '../support/dist.mjs';
import { superuserPool, urlOf } from '../support/server.mjs';

const PROCESS = fileURLToPath(new URL('./emmett-process.mjs', import.meta.url));

/**
 * Events a second that Emmett rebuilds documents of streams from; null where it is not installed. In a process of its
 * own: it leaves connections open that fail when the server ends.
 */
export async function emmettRebuild(superuser, say) {
  if (!(await peer('@event-driven-io/emmett-postgresql', say))) return null;
  const admin = await superuserPool(superuser, 'postgres', 1);
  await admin.unsafe('CREATE DATABASE emmett');
  await admin.end();
  const url = urlOf({ ...superuser, database: 'emmett' });
  const child = spawn(process.execPath, [PROCESS, url], { stdio: ['ignore', 'pipe', 'inherit'] });
  const [said, [code]] = await Promise.all([text(child.stdout), once(child, 'close')]);
  const rate = Number(said.trim().split('\n').at(-1));
  if (code !== 0 || !(rate > 0)) throw new Error(`Emmett's rebuild ended with ${code}: ${said}`);
  return rate;
}
