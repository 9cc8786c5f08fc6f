import { existsSync, readFileSync, writeFileSync } from 'node:fs';

// Runs after every install: mends a fault of the PostgreSQL driver (postgres 3.4.9, docs/adr/0009-driver.md). A socket
// that ends between a write and its flush leaves the connection's timer set, so that it never sends its next start-up
// message: after PostgreSQL was killed, each such connection timed out again and again. Or the flush meets no socket
// at all, and the process ends with an uncaught TypeError.
const FILE = new URL('../node_modules/postgres/src/connection.js', import.meta.url);

const MENDS = [
  {
    before: '    clearImmediate(nextWriteTimer)\n    socket.removeListener',
    after: '    clearImmediate(nextWriteTimer)\n    nextWriteTimer = chunk = null\n    socket.removeListener',
  },
  {
    before: '  function nextWrite(fn) {\n',
    after:
      '  function nextWrite(fn) {\n    if (!socket) {\n      chunk = nextWriteTimer = null\n      return true\n    }\n',
  },
  {
    before: '    connectTimer.start()\n',
    after: '    chunk = nextWriteTimer = null\n    connectTimer.start()\n',
  },
];

if (existsSync(FILE)) {
  let source = readFileSync(FILE, 'utf8');
  for (const { before, after } of MENDS) {
    if (source.includes(after)) continue;
    if (source.split(before).length !== 2) {
      console.error(
        'scripts/mend-driver.mjs does not fit this version of the package postgres: look at both',
      );
      process.exit(1);
    }
    source = source.replace(before, after);
  }
  writeFileSync(FILE, source);
}
