import { once } from 'node:events';
import { built } from '../support/dist.mjs';
import { openSealer } from './open-log.mjs';

// The sealer in a process of its own, until its input ends: node sealer.mjs '{"base": ..., "folder": ...}'

const { base, folder } = JSON.parse(process.argv[2] ?? '{}');
const { Database } = await built('database/database.js');
const { SealerLoop } = await built('sealing/sealer-loop.js');
const database = Database.open(base);
const { sealer } = await openSealer(database.seal, folder);
const loop = new SealerLoop(database.seal, sealer, { halted: console.error, failed: console.error });
loop.start();
process.stdout.write('sealing\n');
process.stdin.resume();
await once(process.stdin, 'end');
await loop.stop();
await database.close();
