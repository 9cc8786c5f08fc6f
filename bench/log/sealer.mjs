import { once } from 'node:events';
import { join } from 'node:path';
import { Database } from '../../dist/database/database.js';
import { AnchorSet } from '../../dist/sealing/anchors/anchor-set.js';
import { SignedByHere } from '../../dist/sealing/held-checkpoint.js';
import { Sealer } from '../../dist/sealing/sealer.js';
import { SealerLoop } from '../../dist/sealing/sealer-loop.js';
import { SigningKeys } from '../../dist/sealing/signing-keys.js';

// The sealer in a process of its own, until its input ends: node sealer.mjs '{"base": ..., "folder": ...}'

const { base, folder } = JSON.parse(process.argv[2] ?? '{}');
const database = Database.open(base);
const sealer = new Sealer({
  sql: database.seal,
  keys: new SigningKeys(join(folder, 'log-key')),
  signedHere: new SignedByHere(join(folder, 'log-signed')),
  elsewhere: new AnchorSet([]),
  notices: { keysSign: async () => undefined, published: () => undefined },
});
const loop = new SealerLoop(database.seal, sealer, { halted: console.error, failed: console.error });
loop.start();
process.stdout.write('sealing\n');
process.stdin.resume();
await once(process.stdin, 'end');
await loop.stop();
await database.close();
