import { once } from 'node:events';
import {
  type EmbeddedPostgresOptions,
  startEmbeddedPostgres,
} from '../../../src/database/embedded/embedded-postgres.js';

// A process that starts the server of a data folder, says what it got, and stops once its input ends.
const options = JSON.parse(process.argv[2] ?? '{}') as EmbeddedPostgresOptions;
const server = await startEmbeddedPostgres(options);
const { socketDir, port, superuser, version, pid, adopted } = server;
process.stdout.write(`${JSON.stringify({ socketDir, port, superuser, version, pid, adopted })}\n`);
process.stdin.resume();
await once(process.stdin, 'end');
await server.stop();
process.stdout.write('stopped\n');
