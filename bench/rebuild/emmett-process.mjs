import * as emmett from '@event-driven-io/emmett-postgresql';

// Appends events, rebuilds documents from them, and prints how many a second. Argument: the URL of an empty database.

const EVENTS = 20_000;
const STREAMS = 400;
const AN_APPEND = 50;
/** Its default is 100; the larger one was the faster of the two. */
const BATCH = 1_000;

const [, , connectionString] = process.argv;
const store = emmett.getPostgreSQLEventStore(connectionString);
await store.schema.migrate();
for (let done = 0; done < EVENTS; done += AN_APPEND) {
  const events = Array.from({ length: AN_APPEND }, (_, at) => decision(done + at));
  await store.appendToStream(`item-${(done / AN_APPEND) % STREAMS}`, events);
}
const projection = emmett.pongoSingleStreamProjection({
  collectionName: 'items',
  canHandle: ['item.checked', 'item.unchecked'],
  evolve: (item, { data }) => ({ ...item, status: data.after.status, title: data.title }),
});
const consumer = emmett.rebuildPostgreSQLProjections({
  connectionString,
  projection,
  pulling: { batchSize: BATCH },
});
const started = performance.now();
await consumer.start();
const seconds = (performance.now() - started) / 1_000;
console.log(EVENTS / seconds);
process.exit(0);

function decision(number) {
  const [before, after] = number % 3 === 2 ? ['checked', 'open'] : ['open', 'checked'];
  return {
    type: after === 'checked' ? 'item.checked' : 'item.unchecked',
    data: {
      before: { status: before },
      after: { status: after },
      title: 'The restore drill on staging took twelve minutes; the backup of Monday night came back whole',
      project_key: 'bench',
      checklist_key: 'go-live',
      item_key: `item-${number}`,
      wording_hash: '9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08',
    },
  };
}
