import { text } from 'node:stream/consumers';
import type { ConnectionTarget } from '../../src/database/connection.js';
import { Database } from '../../src/database/database.js';
import { Projector } from '../../src/eventstore/projections/projector.js';
import { rebuild, type RebuildStep } from '../../src/eventstore/projections/rebuild.js';
import { sumsProjection } from './sums-projection.js';

// A process that rebuilds a projection up to a step, says so, and waits there to be killed.
const { base, name, step } = JSON.parse(await text(process.stdin)) as {
  base: ConnectionTarget;
  name: string;
  step: RebuildStep;
};
const database = Database.open(base);
const projection = sumsProjection({ poisoned: new Set(), refused: new Set() }, name);
await rebuild(new Projector(projection, database.project), database.project, {
  verify: true,
  onStep: async (reached) => {
    if (reached !== step) return;
    process.stdout.write(step);
    await new Promise(() => undefined);
  },
});
