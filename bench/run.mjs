import { parseArgs } from 'node:util';
import { conditions } from './support/conditions.mjs';
import { checkBuilt } from './support/dist.mjs';
import { printReport } from './support/report.mjs';

// `npm run bench -- NAME`: runs one of the benchmarks on an embedded PostgreSQL of its own in a temporary folder.

const NAMES = [
  'append',
  'append-cost',
  'http',
  'pages',
  'readiness',
  'rebuild',
  'seal',
  'streams',
  'validation',
  'verify',
  'webhooks',
];

const USAGE = `usage: npm run bench -- NAME [--rounds N] [--seconds N] [--json]

  append       appends a second: this store, Emmett, message-db, plain inserts
  append-cost  what an event costs in CPU, part by part, in Node and in PostgreSQL
  http         status updates through the whole service, with and without group commit
  pages        the deepest page of the log against the first, for every filter
  readiness    readiness and status changes of large projects
  rebuild      a projection built anew from the log, and reads meanwhile
  streams      status updates beside a thousand readers of the stream of events
  seal         how far sealing is behind, and what a sealer beside costs the appends
  validation   authentication and validation beside the rest of a status update
  verify       the offline verifier on an export of the whole log
  webhooks     what waits for a webhook that is up again against a bare loop of posts

  --rounds N   rounds whose median counts (5); one more before them warms up
  --seconds N  length of a measurement (2)
  --events N   events in the log (pages, rebuild, verify: 1000000)
  --json       one JSON document instead of the table`;

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    rounds: { type: 'string', default: '5' },
    seconds: { type: 'string', default: '2' },
    events: { type: 'string', default: '1000000' },
    json: { type: 'boolean', default: false },
  },
});
const [name] = positionals;
const numbers = [values.rounds, values.seconds, values.events].map(Number);
if (!NAMES.includes(name) || positionals.length > 1 || numbers.some((number) => !(number > 0))) {
  console.error(USAGE);
  process.exit(2);
}
checkBuilt();
const [rounds, seconds, events] = numbers;
const { default: run } = await import(`./${name}.mjs`);
const before = conditions();
const report = await run({ rounds, seconds, events, say: (line) => console.error(line) });
printReport(
  { name, conditions: { ...before, loadAverageAtEnd: conditions().loadAverage }, ...report },
  values.json,
);
